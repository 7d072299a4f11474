#include <cstdint>
#include <iostream>
#include <numeric>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    std::vector<int> parent(n + 1), size(n + 1, 1);
    std::vector<std::int64_t> total(n + 1);
    std::iota(parent.begin(), parent.end(), 0);
    for (int i = 1; i <= n; ++i) std::cin >> total[i];

    auto find = [&](int u) {
        while (parent[u] != u) u = parent[u] = parent[parent[u]];
        return u;
    };
    while (q-- > 0) {
        int kind, u, v;
        std::cin >> kind >> u;
        u = find(u);
        if (kind == 2) {
            std::cout << total[u] << '\n';
            continue;
        }
        std::cin >> v;
        v = find(v);
        if (u == v) continue;
        if (size[u] < size[v]) std::swap(u, v);
        parent[v] = u;
        size[u] += size[v];
        total[u] += total[v];
    }
}
