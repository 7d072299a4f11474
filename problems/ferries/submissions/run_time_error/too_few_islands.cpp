// at() refuses island 1,000: an uncaught exception, so abort().
#include <iostream>
#include <numeric>
#include <vector>

int main() {
    int n, q;
    std::cin >> n >> q;
    std::vector<int> parent(1000);
    std::vector<long long> total(1000);
    std::iota(parent.begin(), parent.end(), 0);
    for (int i = 1; i <= n; ++i) std::cin >> total.at(i);
    auto find = [&](int u) {
        while (parent.at(u) != u) u = parent[u] = parent[parent[u]];
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
