/* pause <ms>: sleeps, and prints in ns how long that was by CLOCK_MONOTONIC, which is the gate's clock too. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  struct timespec ms = { argc > 1 ? atoi(argv[1]) / 1000 : 0, argc > 1 ? atoi(argv[1]) % 1000 * 1000000l : 0 };
  nanosleep(&ms, 0);
  clock_gettime(CLOCK_MONOTONIC, &to);
  printf("%lld\n", (to.tv_sec - from.tv_sec) * 1000000000ll + to.tv_nsec - from.tv_nsec);
  return 0;
}
