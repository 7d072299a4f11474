# Tries: to make files in ways that whoever handles them does not expect: no mask, a full mask, sticky and set-id modes.
# Must: have them brought back with what they are, without set-id bits.
# Covers: F21 F12
# Expect: exited/0
# Collect: open=ok closed=unreadable set=ok
import guard
import os

os.umask(0)
os.close(os.open("open", os.O_CREAT, 0o777))
os.umask(0o777)
os.close(os.open("closed", os.O_CREAT, 0o666))
os.umask(0)
os.close(os.open("set", os.O_CREAT, 0o666))
os.chmod("set", 0o7777)
os.chmod(".", 0o7777)
