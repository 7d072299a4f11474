# Tries: to sleep for a thousand seconds.
# Must: end with its wall limit.
# Covers: B1
# Limits: wallMs=400
# Expect: limit-exceeded/wall
# Within: 900
import guard
import time

time.sleep(1000)
