# Tries: to look like a jail that could not be made, by its exit code.
# Must: have exited with it.
# Covers: G2
# Expect: exited/255
import guard
import os

os._exit(255)
