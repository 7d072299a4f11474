/* Everything is right but the number of digits printed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int compare(const void *a, const void *b) {
    long long x = *(const long long *)a, y = *(const long long *)b;
    return (x > y) - (x < y);
}

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    long long *x = malloc(n * sizeof *x), sum = 0;
    for (int i = 0; i < n; i++) {
        if (scanf("%lld", &x[i]) != 1) return 1;
        sum += x[i];
    }
    double mean = (double)sum / n, squares = 0;
    for (int i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    qsort(x, n, sizeof *x, compare);
    long long differences = 0;
    for (int i = 0; i < n; i++) differences += (2LL * i - n + 1) * x[i];
    printf("%.2f\n%.2f\n%.2f\n", mean, sqrt(squares / n), n > 1 ? differences / (n * (n - 1.0) / 2) : 0.0);
    free(x);
    return 0;
}
