/* Tries: to have its last words lost or doubled: fills the pipe, lets a child hold it, and dies by a signal.
 * Must: have every byte of it kept, and no wait for the child.
 * Covers: E7 D6
 * Limits: wallMs=8000
 * Expect: signaled/SIGABRT
 * Keeps: stdout=65536
 * Within: 1500 */
#include "guard.h"

static char block[65536];

int main(void) {
  memset(block, 'w', sizeof block);
  if (guard_fork() == 0)
    for (;;) pause();
  if (write(1, block, sizeof block) != sizeof block) return 1;
  abort();
}
