// Weighs against the lightest reading, so that all numbers stay as small as the spread.
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n;
    std::cin >> n;
    std::vector<long double> x(n);
    for (auto& reading : x) std::cin >> reading;
    std::sort(x.begin(), x.end());
    const long double lightest = x.front();
    long double sum = 0, squares = 0, differences = 0;
    for (int i = 0; i < n; ++i) {
        const long double above = x[i] - lightest;
        sum += above;
        squares += above * above;
        differences += above * (2 * i - n + 1);
    }
    const long double mean = sum / n;
    const long double variance = std::max(0.0L, squares / n - mean * mean);
    std::cout << std::fixed << std::setprecision(9) << lightest + mean << '\n'
              << std::sqrt(variance) << '\n'
              << (n > 1 ? 2 * differences / n / (n - 1) : 0) << '\n';
}
