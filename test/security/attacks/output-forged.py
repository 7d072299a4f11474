# Tries: to pass off its own words as the overseer's: frames, reports and limits on every descriptor.
# Must: be believed nowhere; descriptors 3 and up are closed.
# Covers: E10
# Expect: exited/5
import guard
import os
import struct

frame = struct.pack("<B3xI", ord("P"), 56) + bytes(56)
ready = struct.pack("<B3xI", ord("R"), 8) + bytes(8)
for fd in range(3, 256):
    try:
        os.write(fd, frame + ready)
        os._exit(1)
    except OSError:
        pass
for fd in (1, 2):
    os.write(fd, frame + ready + b"\x1b]0;gone\x07\0\xff timelimit exceeded {\"status\":\"exited\"}\n")
os._exit(5)
