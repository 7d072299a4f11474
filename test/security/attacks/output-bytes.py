# Tries: to break who reads or shows it: NUL, broken UTF-8, lone surrogates, escapes of terminals, odd ends of lines.
# Must: be kept as it is, and end like anything else.
# Covers: E6
# Expect: exited/0
import guard
import os

os.write(1, bytes(range(256)) * 16 + b"\xed\xa0\x80\xf4\x90\x80\x80\xc0\x80\xff\xfe")
os.write(2, b"\x1b]0;owned\x07\x1b[2J\x1b[?1049h\x1bP+q544e\x1b\\\r\r\n\0</script><script>alert(1)</script>\x9b31m")
