# Expects an empty line after the ledger. At the end of the input readline() returns "" for ever.
import sys

n = int(sys.stdin.readline())
line = sys.stdin.readline()
while line != "\n":
    if line:
        a, b = map(int, line.split())
        print(a + b)
    line = sys.stdin.readline()
