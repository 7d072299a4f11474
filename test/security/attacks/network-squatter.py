# Tries: to hold ports and abstract names, so that the next program cannot have them.
# Must: have found them free, each time it is run.
# Covers: J5
# Rounds: 3
# Expect: exited/0
import guard
import os
import socket

for family, address in ((socket.AF_INET, ("0.0.0.0", 8080)), (socket.AF_INET6, ("::", 8081)), (socket.AF_UNIX, "\0squatter")):
    holder = socket.socket(family)
    holder.bind(address)
    holder.listen()
    os.set_inheritable(holder.detach(), True)
if os.fork() == 0:
    os.execv("/bin/sleep", ["sleep", "10"])
