/* Declares a function that nobody defines: compiles, but does not link. */
#include <stdio.h>

double deviation(const double *readings, int count);

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    double readings[20000];
    for (int i = 0; i < n; i++) {
        if (scanf("%lf", &readings[i]) != 1) return 1;
    }
    printf("%.9f\n", deviation(readings, n));
    return 0;
}
