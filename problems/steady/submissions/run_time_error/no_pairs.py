# A single reading has no pairs: ZeroDivisionError.
from math import sqrt

n = int(input())
readings = sorted(int(input()) for _ in range(n))
total = sum(readings)
differences = sum((2 * i - n + 1) * x for i, x in enumerate(readings))
print(total / n)
print(sqrt(n * sum(x * x for x in readings) - total * total) / n)
print(2 * differences / (n * (n - 1)))
