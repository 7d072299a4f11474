# Tries: to have folders where files are expected, and files where folders are.
# Must: bring back neither.
# Covers: F13
# Expect: exited/0
# Collect: folder=not-regular file/=0 deep/er=not-regular
import guard
import os

os.makedirs("folder/inside")
os.makedirs("deep/er/still")
open("file", "w").write("x")
