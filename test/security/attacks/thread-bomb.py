# Tries: to start threads until the machine starves.
# Must: be refused; the limit on processes counts threads.
# Covers: D3
# Needs: cgroup
# Limits: processes=32
# Expect: exited/0
import guard
import os
import threading
import time

try:
    for _ in range(400):
        threading.Thread(target=time.sleep, args=(15,), daemon=True).start()
except RuntimeError:
    os._exit(0)
os._exit(1)
