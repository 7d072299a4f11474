/* Tries: to write one file larger than it may.
 * Must: die by SIGXFSZ at its limit, or be told EFBIG when it does not listen.
 * Covers: F1
 * Limits: fileBytes=1MiB
 * Expect: signaled/SIGXFSZ
 * Collect: deaf=ok */
#include "guard.h"

static char block[65536];

static int fill(const char *path) {
  int fd = open(path, O_CREAT | O_WRONLY, 0600);
  for (int i = 0; i < 64; i++)
    if (write(fd, block, sizeof block) <= 0) return errno;
  return 0;
}

int main(void) {
  signal(SIGXFSZ, SIG_IGN);
  if (fill("deaf") != EFBIG) return 1;
  signal(SIGXFSZ, SIG_DFL);
  return fill("heard");
}
