# Tries: to have something else brought back than its own files, or to block whoever opens them.
# Must: bring back none of it.
# Covers: F7 F8 F9
# Expect: exited/0
# Collect: passwd=not-regular random=not-regular environ=not-regular proc/1/maps=not-regular loop=not-regular fifo=not-regular socket=not-regular folder=not-regular up/passwd=not-regular gone=missing hard=ok
import guard
import os
import socket

os.symlink("/etc/passwd", "passwd")
os.symlink("/dev/urandom", "random")
os.symlink("/proc/self/environ", "environ")
os.symlink("/proc", "proc")
os.symlink("loop", "loop")
os.symlink("/etc", "up")
os.mkfifo("fifo")
os.mkdir("folder")
socket.socket(socket.AF_UNIX).bind("socket")
open("own", "w").write("own")
os.link("own", "hard")
guard.must_fail("a hard link to the host's file", lambda: os.link("/etc/passwd", "linked"))
guard.must_fail("a device", lambda: os.mknod("device", 0o20666, os.makedev(1, 1)))
guard.end()
