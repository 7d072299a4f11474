/* Tries: to have its reader look for the end of a line that never comes.
 * Must: end with its output limit.
 * Covers: E4
 * Limits: stdoutBytes=8000000 wallMs=5000
 * Expect: limit-exceeded/output
 * Keeps: stdout=8000000 */
#include "guard.h"

int main(void) {
  for (;;) putchar('a');
}
