// Searches the whole archipelago anew for each question.
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, q;
    std::cin >> n >> q;
    std::vector<long long> grain(n + 1);
    for (int i = 1; i <= n; ++i) std::cin >> grain[i];
    std::vector<std::vector<int>> lines(n + 1);
    while (q-- > 0) {
        int kind, u, v;
        std::cin >> kind >> u;
        if (kind == 1) {
            std::cin >> v;
            lines[u].push_back(v);
            lines[v].push_back(u);
            continue;
        }
        std::vector<bool> seen(n + 1);
        std::vector<int> open{u};
        seen[u] = true;
        long long sum = 0;
        while (!open.empty()) {
            int here = open.back();
            open.pop_back();
            sum += grain[here];
            for (int next : lines[here]) {
                if (seen[next]) continue;
                seen[next] = true;
                open.push_back(next);
            }
        }
        std::cout << sum << '\n';
    }
}
