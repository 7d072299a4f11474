# Looks at each pair: 200 million of them.
from itertools import combinations
from math import sqrt

n = int(input())
readings = [int(input()) for _ in range(n)]
total = sum(readings)
differences = sum(abs(a - b) for a, b in combinations(readings, 2))
print(total / n)
print(sqrt(n * sum(x * x for x in readings) - total * total) / n)
print(2 * differences / (n * (n - 1)) if n > 1 else 0)
