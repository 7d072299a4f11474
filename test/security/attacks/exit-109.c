/* Tries: to look like its overseer's own failures, by their exit codes: 100 to 110, 126 and 127 in its children.
 * Must: have exited with its own.
 * Covers: G2
 * Expect: exited/109 */
#include "guard.h"

int main(void) {
  for (int code = 100; code < 128; code++) {
    int status;
    if (guard_fork() == 0) _exit(code);
    if (wait(&status) < 0 || WEXITSTATUS(status) != code) return 1;
  }
  return 109;
}
