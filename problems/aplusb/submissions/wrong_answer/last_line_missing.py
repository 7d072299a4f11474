# Off by one: takes the count for the number of the last line, the first one included.
import sys

lines = sys.stdin.read().splitlines()
n = int(lines[0])
for line in lines[1:n]:
    a, b = map(int, line.split())
    print(a + b)
