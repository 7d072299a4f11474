/* Tries: to confuse who waits for it: the first thread ends, another one becomes a new program.
 * Must: have the exit code of that program.
 * Covers: G2
 * Limits: wallMs=5000
 * Expect: exited/6
 * Within: 1500 */
#include "guard.h"

#include <pthread.h>

static void *become(void *unused) {
  usleep(20000);
  execl("/bin/sh", "sh", "-c", "exit 6", (char *)0);
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, 0, become, 0);
  syscall(SYS_exit, 0);
}
