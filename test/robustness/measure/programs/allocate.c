/* allocate <self|threads|children> <n> <MiB>: touches MiB of memory in n parts that are there at the same time, and
 * prints in bytes how much anonymous memory its processes had then, as the kernel counts their pages. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t part;
static pthread_barrier_t all_there, counted;

static void take(void) {
  char *memory = mmap(0, part, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) _exit(3);
  for (size_t i = 0; i < part; i += 4096) memory[i] = 1;
}

/* Shared pages count once over all processes: the proportional share of each. */
static long long anonymous(void) {
  char line[256];
  long long kib = -1;
  FILE *file = fopen("/proc/self/smaps_rollup", "r");
  while (file && fgets(line, sizeof line, file)) sscanf(line, "Pss_Anon: %lld", &kib);
  if (file) fclose(file);
  return kib * 1024;
}

static void *thread(void *none) {
  take();
  pthread_barrier_wait(&all_there);
  pthread_barrier_wait(&counted);
  return none;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int n = atoi(argv[2]), there[2], count[2], sums[2], end[2];
  part = ((size_t)atoll(argv[3]) << 20) / n;
  long long sum = 0;
  char byte = 0;
  if (strcmp(argv[1], "children") == 0) {
    if (pipe(there) || pipe(count) || pipe(sums) || pipe(end)) return 3;
    for (int i = 0; i < n; i++)
      if (fork() == 0) {
        take();
        if (write(there[1], "", 1) != 1 || read(count[0], &byte, 1) != 1) _exit(4);
        long long own = anonymous();
        if (write(sums[1], &own, sizeof own) != sizeof own || read(end[0], &byte, 1) != 1) _exit(5);
        _exit(0);
      }
    for (int i = 0; i < n; i++) if (read(there[0], &byte, 1) != 1) return 6;
    for (int i = 0; i < n; i++) if (write(count[1], "", 1) != 1) return 7;
    for (int i = 0; i < n; i++) {
      long long own;
      if (read(sums[0], &own, sizeof own) != sizeof own) return 8;
      sum += own;
    }
    sum += anonymous();
    for (int i = 0; i < n; i++) if (write(end[1], "", 1) != 1) return 9;
    while (wait(0) > 0);
  } else {
    pthread_barrier_init(&all_there, 0, n);
    pthread_barrier_init(&counted, 0, n);
    pthread_t other;
    for (int i = 1; i < n; i++) if (pthread_create(&other, 0, thread, 0)) return 10;
    take();
    pthread_barrier_wait(&all_there);
    sum = anonymous();
    pthread_barrier_wait(&counted);
  }
  printf("%lld\n", sum);
  return 0;
}
