# Neither shortens paths nor hangs the smaller tree below the larger: a chain of ferries becomes a chain of parents.
import sys


def main():
    lines = sys.stdin.read().split("\n")
    n, q = map(int, lines[0].split())
    total = [0, *map(int, lines[1].split())]
    parent = list(range(n + 1))

    def find(u):
        while parent[u] != u:
            u = parent[u]
        return u

    for line in lines[2 : q + 2]:
        _, *islands = map(int, line.split())
        u = find(islands[0])
        if len(islands) == 1:
            print(total[u])
            continue
        v = find(islands[1])
        if u != v:
            parent[u] = v
            total[v] += total[u]


main()
