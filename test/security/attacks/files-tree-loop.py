# Tries: to lead whoever walks its tree in circles: links upwards, a thousand folders side by side, one name for two.
# Must: be brought back once each, and end.
# Covers: F4 F7
# Expect: exited/0
# Collect: tree/=1
import guard
import os

os.makedirs("tree/a/b")
for name in ("tree/a/up", "tree/a/b/up", "tree/self"):
    os.symlink("..", name)
os.symlink("/box/tree", "tree/absolute")
for i in range(1000):
    os.mkdir(f"tree/a/{i}")
open("tree/file", "w").write("x")
