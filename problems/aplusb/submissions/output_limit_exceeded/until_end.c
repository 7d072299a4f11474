/* Takes EOF (-1) for "something was read": prints the last sum for ever. */
#include <stdio.h>

int main(void) {
    int n;
    long long a, b;
    if (!scanf("%d", &n)) return 1;
    while (scanf("%lld %lld", &a, &b)) printf("%lld\n", a + b);
    return 0;
}
