# Tries: to have tens of thousands of files brought back.
# Must: bring back as many as it may, and end at once.
# Covers: F14
# Limits: boxInodes=30000 wallMs=10000
# Expect: exited/0
# Collect: many/=4096
import guard
import os

os.mkdir("many")
for i in range(20000):
    os.close(os.open(f"many/{i}", os.O_CREAT | os.O_WRONLY))
