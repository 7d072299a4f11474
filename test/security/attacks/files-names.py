# Tries: to confuse whoever reads its files by their names.
# Must: have them brought back as what they are.
# Covers: F11
# Expect: exited/0
# Collect: odd/=9
import guard
import os

os.mkdir("odd")
for name in (b"__proto__", b"constructor", b"-rf", b"a\nb", b"\xff\xfe", b"$(reboot)", b"'\"`", b"..x", b"n" * 255):
    open(b"odd/" + name, "w").write("x")
