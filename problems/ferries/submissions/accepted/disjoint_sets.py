import sys


def main():
    lines = sys.stdin.read().split("\n")
    n, q = map(int, lines[0].split())
    total = [0, *map(int, lines[1].split())]
    parent = list(range(n + 1))
    size = [1] * (n + 1)
    out = []

    def find(u):
        while parent[u] != u:
            parent[u] = parent[parent[u]]
            u = parent[u]
        return u

    for line in lines[2 : q + 2]:
        _, *islands = map(int, line.split())
        u = find(islands[0])
        if len(islands) == 1:
            out.append(total[u])
            continue
        v = find(islands[1])
        if u == v:
            continue
        if size[u] < size[v]:
            u, v = v, u
        parent[v] = u
        size[u] += size[v]
        total[u] += total[v]
    print("\n".join(map(str, out)))


main()
