/* Tries: to stop itself and its children, so that nobody can end them politely.
 * Must: end with its wall limit, the stopped processes dead.
 * Covers: B4
 * Limits: wallMs=500
 * Expect: limit-exceeded/wall
 * Within: 1000 */
#include "guard.h"

int main(void) {
  for (int i = 0; i < 5; i++)
    if (guard_fork() == 0) break;
  for (;;) raise(SIGSTOP);
}
