# A long chain of parents takes more recursion than Python allows: RecursionError.
import sys


def main():
    lines = sys.stdin.read().split("\n")
    n, q = map(int, lines[0].split())
    total = [0, *map(int, lines[1].split())]
    parent = list(range(n + 1))

    def find(u):
        if parent[u] != u:
            parent[u] = find(parent[u])
        return parent[u]

    for line in lines[2 : q + 2]:
        _, *islands = map(int, line.split())
        if len(islands) == 1:
            print(total[find(islands[0])])
            continue
        u = find(islands[0])
        v = find(islands[1])
        if u != v:
            parent[u] = v
            total[v] += total[u]


main()
