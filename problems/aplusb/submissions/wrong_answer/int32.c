/* 32 bits are too few for amounts up to 10^18. */
#include <stdint.h>
#include <stdio.h>

int main(void) {
    int n;
    if (scanf("%d", &n) != 1) return 1;
    while (n-- > 0) {
        long long a, b;
        if (scanf("%lld %lld", &a, &b) != 2) return 1;
        int32_t sum = (int32_t)((uint32_t)a + (uint32_t)b);
        printf("%d\n", sum);
    }
    return 0;
}
