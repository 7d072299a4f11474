/* Tries: to send its streams' own ends through sockets to itself, and to hold them in thousands of copies.
 * Must: end as it likes; copies hold nobody up.
 * Covers: E8 D6
 * Limits: wallMs=8000
 * Expect: exited/2
 * Within: 2000 */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 240; i++) dup(1 + i % 2);
  for (int i = 0; i < 30; i++)
    if (guard_fork() == 0)
      for (;;) pause();
  return 2;
}
