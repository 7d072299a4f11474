# Tries: to live for ever by showing signs of life, one byte at a time.
# Must: end with its wall limit.
# Covers: B5
# Limits: wallMs=600
# Expect: limit-exceeded/wall
# Within: 1100
import guard
import os
import time

while True:
    os.write(1, b".")
    time.sleep(0.02)
