#include "archipelago.h"

#include <numeric>
#include <utility>

Archipelago::Archipelago(std::vector<long long> grain)
    : parent_(grain.size()), size_(grain.size(), 1), total_(std::move(grain)) {
    std::iota(parent_.begin(), parent_.end(), 0);
}

void Archipelago::open_line(int u, int v) {
    u = root(u);
    v = root(v);
    if (u == v) return;
    if (size_[u] < size_[v]) std::swap(u, v);
    parent_[v] = u;
    size_[u] += size_[v];
    total_[u] += total_[v];
}

long long Archipelago::reachable(int u) { return total_[root(u)]; }

int Archipelago::root(int u) {
    while (parent_[u] != u) u = parent_[u] = parent_[parent_[u]];
    return u;
}
