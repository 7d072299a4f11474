# Tries: to run machine code that no compiler of ours has made: from memory, from its folder, from shared memory.
# Must: be held by the same walls, whatever it runs.
# Covers: L7
# Needs: x64
# Expect: exited/0
import guard
import errno
import os
import struct

# mov eax, 272 (unshare); mov edi, 0x10000000; syscall; mov edi, eax; neg edi; mov eax, 60; syscall
CODE = b"\xb8\x10\x01\x00\x00\xbf\x00\x00\x00\x10\x0f\x05\x89\xc7\xf7\xdf\xb8\x3c\x00\x00\x00\x0f\x05"
BASE = 0x400000
head = struct.pack("<4s5B7xHHIQQQIHHHHHH", b"\x7fELF", 2, 1, 1, 0, 0, 2, 62, 1, BASE + 120, 64, 0, 0, 64, 56, 1, 0, 0, 0)
elf = head + struct.pack("<IIQQQQQQ", 1, 5, 0, BASE, BASE, 120 + len(CODE), 120 + len(CODE), 4096) + CODE
with open("binary", "wb") as file:
    file.write(elf)
os.chmod("binary", 0o755)
paths = ["./binary"]
try:
    memory = os.memfd_create("binary", 0)
    os.write(memory, elf)
    paths.append(f"/proc/self/fd/{memory}")
except OSError as error:  # refused where memory is polled
    guard.must_be("memfd_create", error.errno, errno.ENOSYS)
for path in paths:
    pid = os.fork()
    if pid == 0:
        os.execv(path, ["binary"])
    guard.must_be(f"unshare by {path}", os.waitstatus_to_exitcode(os.wait()[1]), 1)
with open("/dev/shm/binary", "wb") as file:
    file.write(elf)
os.chmod("/dev/shm/binary", 0o755)
guard.must_fail("a program in /dev/shm", lambda: os.execv("/dev/shm/binary", ["binary"]))
guard.end()
