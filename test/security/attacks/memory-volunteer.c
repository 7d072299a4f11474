/* Tries: to make the out-of-memory killer choose its overseer: clears its own mark, hides memory in files, forks.
 * Must: be refused the mark, and end with a limit.
 * Covers: C10
 * Limits: memoryBytes=24MiB wallMs=1500
 * Expect: limit-exceeded/memory or limit-exceeded/wall */
#include "guard.h"

static char block[1 << 20];

int main(void) {
  int fd = open("/proc/self/oom_score_adj", O_WRONLY);
  if (fd >= 0 && write(fd, "0", 1) == 1) return 1;
  fd = open("/proc/1/oom_score_adj", O_WRONLY);
  if (fd >= 0 && write(fd, "1000", 4) == 4) return 2;
  if (mlockall(MCL_CURRENT | MCL_FUTURE) == 0) return 3;
  fd = open("/tmp/hog", O_CREAT | O_WRONLY, 0600);
  for (int i = 0; i < 20; i++)
    if (guard_fork() == 0) break;
  for (int mib = 0; mib < 20; mib++)
    if (write(fd, block, sizeof block) <= 0) break;
  pause();
}
