/* Tries: to hang where the kernel does not let signals through: the parent of a vfork whose child sleeps.
 * Must: end with its wall limit, both dead.
 * Covers: B3 D8
 * Limits: wallMs=400
 * Expect: limit-exceeded/wall
 * Within: 900 */
#include "guard.h"

int main(void) {
  if (vfork() == 0)
    for (;;) pause();
  return 1;
}
