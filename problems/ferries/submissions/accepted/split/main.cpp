#include <cstdio>
#include <vector>

#include "archipelago.h"

int main() {
    int n, q;
    if (std::scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<long long> grain(n);
    for (auto& amount : grain) {
        if (std::scanf("%lld", &amount) != 1) return 1;
    }
    Archipelago archipelago(grain);
    while (q-- > 0) {
        int kind, u, v;
        if (std::scanf("%d %d", &kind, &u) != 2) return 1;
        if (kind == 2) {
            std::printf("%lld\n", archipelago.reachable(u - 1));
        } else {
            if (std::scanf("%d", &v) != 1) return 1;
            archipelago.open_line(u - 1, v - 1);
        }
    }
}
