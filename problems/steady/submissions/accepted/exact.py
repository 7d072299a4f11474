# Whole numbers of any size: nothing is rounded before the last division.
from math import sqrt

n = int(input())
readings = sorted(int(input()) for _ in range(n))
total = sum(readings)
squares = n * sum(x * x for x in readings) - total * total
differences = sum((2 * i - n + 1) * x for i, x in enumerate(readings))
print(total / n)
print(sqrt(squares) / n)
print(2 * differences / (n * (n - 1)) if n > 1 else 0)
