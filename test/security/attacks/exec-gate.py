# Tries: to run the overseer's own program, and to have it make a cell where the words come from us.
# Must: have it refuse to work there, in every role.
# Covers: E10 H3
# Expect: exited/0
import guard
import os
import struct
import subprocess

script = b"t\0/box\0mode=777\0x\0/bin/echo\0made\0"
words = bytes(12) + struct.pack("<B3xI", ord("S"), len(script)) + script  # it writes 12 bytes of its own first
for role in ("gate v1 two", "gate none one", "gate", "launch", "sweep", "", "launch {pid} /tmp 0 9 root -", "launch {pid} /tmp 0 9 user -"):
    open("words", "wb").write(words)
    socket = os.open("words", os.O_RDWR)
    os.dup2(socket, 3)
    os.dup2(os.open("/dev/null", os.O_RDWR), 4)
    for fd in (3, 4):
        os.set_inheritable(fd, True)
    argv = ["/gate", *role.format(pid=os.getpid()).split()]
    done = subprocess.run(argv, pass_fds=(3, 4), capture_output=True, timeout=5)
    guard.must_be(f"{role!r} refuses", done.returncode >= 100, True)
    guard.must_be(f"the output of {role!r}", done.stdout, b"")
guard.end()
