#include "lease.h"

enum { LOCK_EX_NB = 2 | 4 };

/* A slot is one outside uid pair, one set of cgroups and one folder. Its lock is the kernel's (flock(2)): it
 * goes with the last process that holds the descriptor, so a slot whose lock is free has nothing alive. */
static int open_slot(const char *folder, u32 slot, int flags) {
  char path[4096];
  size_t n = str_len(folder);
  if (n > sizeof path - 32) return -ENAMETOOLONG;
  memcpy(path, folder, n);
  path[n++] = '/';
  *put_u64(path + n, slot) = 0;
  return (int)SC4(openat, K_AT_FDCWD, path, K_O_RDWR | K_O_CLOEXEC | K_O_NOFOLLOW | flags, 0600);
}

int take_lease(const char *folder, u32 first, u32 slots, u32 *slot) {
  for (*slot = first; *slot < slots; ++*slot) {
    int fd = open_slot(folder, *slot, K_O_CREAT);
    if (fd < 0) fail(EXIT_SETUP_FAILED, "cannot open the lease below", folder, fd);
    if (SC2(flock, fd, LOCK_EX_NB) == 0) return fd;
    SC1(close, fd);
  }
  return -1;
}

/* sweep <leases> <slot>...: prints each of the slots that nobody holds, then keeps them all locked until stdin
 * ends, so that the host can remove what they left without a race. */
int sweep_main(int argc, char **argv) {
  if (argc < 4) fail(EXIT_MISUSED, "sweep wants a folder and slots", 0, 0);
  for (int i = 3; i < argc; i++) {
    u32 slot = (u32)str_u64(argv[i], 0);
    int fd = open_slot(argv[2], slot, K_O_CREAT);
    if (fd < 0) continue;
    if (SC2(flock, fd, LOCK_EX_NB) != 0) {
      SC1(close, fd);
      continue;
    }
    char line[24];
    char *end = put_u64(line, slot);
    *end++ = '\n';
    if (write_all(1, line, (size_t)(end - line))) return EXIT_SETUP_FAILED;
  }
  SC1(close, 1);
  u8 byte;
  read_all(0, &byte, 1);
  return 0;
}
