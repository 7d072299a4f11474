/* Tries: to exhaust all it can in no order at all: files, pipes, sockets, memory, output, processes, signals.
 * Must: end somehow, as its own doing; a host fault would be a way out of being judged.
 * Covers: A1 C12 D1 E3 F2
 * Limits: memoryBytes=16MiB cpuMs=800 wallMs=1200 processes=24 stdoutBytes=1000000
 * Rounds: 6
 * Expect: limit-exceeded/memory or limit-exceeded/output or limit-exceeded/cpu or limit-exceeded/wall or signaled/SIGKILL or exited/0 */
#include "guard.h"

#include <time.h>

static char block[1 << 16];

static void fill(int kind) {
  int ends[2];
  if (kind ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) : pipe2(ends, O_NONBLOCK)) return;
  fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
  while (write(ends[1], block, sizeof block) > 0);
}

static void act(const int *files) {
  char name[64];
  switch (rand() % 8) {
    case 0:
    case 1: write(files[rand() % 3], block, sizeof block); break;
    case 2: write(1 + rand() % 2, block, (size_t)(rand() % 16384)); break;
    case 3: guard_take((size_t)(rand() % 64) << 12); break;
    case 4: fill(rand() % 2); break;
    case 5: sprintf(name, "/tmp/%d", rand()), close(open(name, O_CREAT, 0600)); break;
    case 6: guard_fork(); break;
    default: if (rand() % 200 == 0) kill(-1, SIGKILL);
  }
}

int main(void) {
  const int files[] = { open("/box/hog", O_CREAT | O_WRONLY, 0600), open("/tmp/hog", O_CREAT | O_WRONLY, 0600),
                        open("/dev/shm/hog", O_CREAT | O_WRONLY, 0600) };
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  srand((unsigned)now.tv_nsec);
  for (int i = 0; i < 3000; i++) act(files);
}
