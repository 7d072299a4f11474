# Tries: to fork in an interpreter until the machine starves.
# Must: be refused processes, end with a limit, and leave none.
# Covers: D1
# Needs: cgroup
# Limits: processes=40 cpuMs=600 wallMs=1500
# Expect: limit-exceeded/cpu or limit-exceeded/wall
import guard
import os
import signal
import time

for _ in range(8):
    try:
        if os.fork() == 0:
            signal.alarm(20)
    except OSError:
        pass
time.sleep(20)
