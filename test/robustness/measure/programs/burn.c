/* burn <self|threads|children> <n> <ms>: burns ms of CPU time in n parts at once, and prints in ns what it took by
 * the kernel's own clock of each process, which no other program on the machine can disturb. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long reading(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static void *burn(void *until) {
  while (reading(CLOCK_THREAD_CPUTIME_ID) < *(long long *)until)
    for (volatile int i = 0; i < 1000; i++);
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int n = atoi(argv[2]);
  long long each = atoll(argv[3]) * 1000000ll / n, others = 0;
  if (strcmp(argv[1], "children") == 0) {
    int ends[2];
    if (pipe(ends)) return 3;
    for (int i = 0; i < n; i++)
      if (fork() == 0) {
        burn(&each);
        long long took = reading(CLOCK_PROCESS_CPUTIME_ID);
        _exit(write(ends[1], &took, sizeof took) != sizeof took);
      }
    for (int i = 0; i < n; i++) {
      long long took;
      if (read(ends[0], &took, sizeof took) != sizeof took) return 4;
      others += took;
    }
    while (wait(0) > 0);
  } else {
    pthread_t threads[64];
    for (int i = 1; i < n; i++)
      if (pthread_create(&threads[i], 0, burn, &each)) return 5;
    burn(&each);
    for (int i = 1; i < n; i++) pthread_join(threads[i], 0);
  }
  printf("%lld\n", others + reading(CLOCK_PROCESS_CPUTIME_ID));
  return 0;
}
