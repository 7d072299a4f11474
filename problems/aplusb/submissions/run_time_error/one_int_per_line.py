# Forgets to split the line: ValueError in int().
n = int(input())
for _ in range(n):
    a = int(input())
    b = int(input())
    print(a + b)
