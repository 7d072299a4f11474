// Keeps the difference of each pair before it takes their mean: 1.6 GB for 20,000 readings.
#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<double> x(n), differences;
    double sum = 0, squares = 0, total = 0;
    for (auto& reading : x) {
        if (std::scanf("%lf", &reading) != 1) return 1;
        sum += reading;
    }
    const double mean = sum / n;
    for (int i = 0; i < n; ++i) {
        squares += (x[i] - mean) * (x[i] - mean);
        for (int j = 0; j < i; ++j) differences.push_back(std::fabs(x[i] - x[j]));
    }
    for (double difference : differences) total += difference;
    std::printf("%.9f\n%.9f\n", mean, std::sqrt(squares / n));
    std::printf("%.9f\n", n > 1 ? total / differences.size() : 0.0);
}
