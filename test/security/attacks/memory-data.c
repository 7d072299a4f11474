/* Tries: to take more memory than it may by initialised data, which comes out of its own file.
 * Must: end with its memory limit as soon as the pages are its own.
 * Covers: C2
 * Limits: memoryBytes=8MiB
 * Expect: limit-exceeded/memory */
#include "guard.h"

static char data[24 << 20] = { 1 };

int main(void) {
  for (size_t at = 0; at < sizeof data; at += 4096) ((volatile char *)data)[at] = 2;
  usleep(200000); /* where memory is polled */
  return data[getpid()];
}
