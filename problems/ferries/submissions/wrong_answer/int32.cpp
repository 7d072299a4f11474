// All grain together may be 25,000 times 10^9, far beyond 32 bits.
#include <cstdint>
#include <iostream>
#include <numeric>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, q;
    std::cin >> n >> q;
    std::vector<int> parent(n + 1);
    std::vector<std::uint32_t> total(n + 1);
    std::iota(parent.begin(), parent.end(), 0);
    for (int i = 1; i <= n; ++i) std::cin >> total[i];

    auto find = [&](int u) {
        while (parent[u] != u) u = parent[u] = parent[parent[u]];
        return u;
    };
    while (q-- > 0) {
        int kind, u, v;
        std::cin >> kind >> u;
        if (kind == 2) {
            std::cout << total[find(u)] << '\n';
            continue;
        }
        std::cin >> v;
        u = find(u);
        v = find(v);
        if (u == v) continue;
        parent[u] = v;
        total[v] += total[u];
    }
}
