/* Tries: to leave a hundred children behind, and to have ended well itself.
 * Must: give the parent's answer at once; the children are dead.
 * Covers: D4
 * Limits: wallMs=10000
 * Expect: exited/0
 * Within: 1500 */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 100; i++)
    if (guard_fork() == 0)
      for (;;) pause();
}
