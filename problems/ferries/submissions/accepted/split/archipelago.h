#pragma once

#include <vector>

class Archipelago {
public:
    explicit Archipelago(std::vector<long long> grain);
    void open_line(int u, int v);
    long long reachable(int u);

private:
    int root(int u);

    std::vector<int> parent_;
    std::vector<int> size_;
    std::vector<long long> total_;
};
