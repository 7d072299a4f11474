/* Tries: to compute for ever.
 * Must: end with its CPU limit, at most a fifth of a second later.
 * Covers: A1
 * Limits: cpuMs=300 wallMs=15000
 * Expect: limit-exceeded/cpu
 * Charged: 500 */
#include "guard.h"

int main(void) {
  for (volatile unsigned i = 0;; i++);
}
