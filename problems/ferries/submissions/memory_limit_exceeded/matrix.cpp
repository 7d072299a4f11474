// Keeps for each pair of islands whether one reaches the other: 600 MB for 25,000 islands.
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, q;
    std::cin >> n >> q;
    std::vector<long long> total(n);
    for (auto& amount : total) std::cin >> amount;
    std::vector<std::vector<char>> reaches(n, std::vector<char>(n, 0));
    std::vector<std::vector<int>> members(n);
    std::vector<int> home(n);
    for (int i = 0; i < n; ++i) {
        reaches[i][i] = 1;
        members[i] = {i};
        home[i] = i;
    }
    while (q-- > 0) {
        int kind, u, v;
        std::cin >> kind >> u;
        --u;
        if (kind == 2) {
            std::cout << total[home[u]] << '\n';
            continue;
        }
        std::cin >> v;
        --v;
        if (reaches[u][v]) continue;
        int large = home[u], small = home[v];
        if (members[large].size() < members[small].size()) std::swap(large, small);
        for (int a : members[small]) {
            for (int b : members[large]) reaches[a][b] = reaches[b][a] = 1;
            home[a] = large;
        }
        for (int a : members[small]) members[large].push_back(a);
        total[large] += total[small];
    }
}
