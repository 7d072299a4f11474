/* place <root|mapped|one> <operation>…: what a session has for itself while somebody has it open.
 *
 *   lock                               the lock that the host has given as FD_LOCK
 *   loop                               whether the machine gives loop devices
 *   network <slot> <newuidmap or -> <newgidmap or ->
 *                                      one with a loopback device, in a user namespace of its own unless root, which
 *                                      launches join: the network is its own
 *   image <file> <folder> <options>    a file system as a block device, and mounted
 *   into <launch> <workspace> <in the cell> <in the jail> <stored id> <shown id>
 *                                      a workspace, in a cell that is parked without one
 *
 * They say in lines what there is. The lock is that of the host's descriptor (flock(2)), so it is the host's when this
 * process is gone. The rest is held by whoever has a descriptor of it: the host opens them by what is printed, while
 * this process waits for the end of its stdin. */
#include <linux/if.h>
#include <linux/sched.h>

#include "ids.h"
#include "place.h"

enum { FD_LOCK = 3, LOCK_EX_NB = 2 | 4, AF_INET_ = 2, SOCK_DGRAM_ = 2, GET_FLAGS = 0x8913, SET_FLAGS = 0x8914 };

static void make_network(void) {
  struct ifreq device = { .ifr_ifrn = { "lo" } };
  long error = SC1(unshare, CLONE_NEWNET);
  if (error) fail(EXIT_SETUP_FAILED, "cannot make a network namespace", 0, error);
  int fd = (int)SC3(socket, AF_INET_, SOCK_DGRAM_ | K_O_CLOEXEC, 0);
  if (fd < 0) fail(EXIT_SETUP_FAILED, "cannot make a socket", 0, fd);
  error = SC3(ioctl, fd, GET_FLAGS, &device);
  device.ifr_flags |= IFF_UP;
  if (!error) error = SC3(ioctl, fd, SET_FLAGS, &device);
  if (error) fail(EXIT_SETUP_FAILED, "cannot bring up the loopback device", 0, error);
  SC1(close, fd);
}

static void lock(void) {
  long error = SC2(flock, FD_LOCK, LOCK_EX_NB);
  if (error == -EAGAIN) sys_exit(EXIT_BUSY);
  if (error) fail(EXIT_SETUP_FAILED, "cannot lock", 0, error);
  tell("locked", "");
}

void tell(const char *word, const char *more) {
  char line[64];
  size_t n = str_len(word), m = str_len(more);
  if (n + m + 2 > sizeof line) fail(EXIT_MISUSED, "too long to say", more, 0);
  memcpy(line, word, n);
  line[n] = ' ';
  memcpy(line + n + 1, more, m);
  line[n + m + 1] = '\n';
  if (write_all(1, line, n + m + 2)) sys_exit(EXIT_CLOSED);
}

int place_main(int argc, char **argv) {
  u8 byte;
  if (argc < 3 || ids_named(argv[2]) == IDS_UNKNOWN) fail(EXIT_MISUSED, "place wants to know where ids come from", 0, 0);
  for (int at = 3; at < argc; at++) {
    const char *operation = argv[at];
    int left = argc - 1 - at;
    if (str_eq(operation, "lock")) lock();
    else if (str_eq(operation, "loop")) find_loop();
    else if (str_eq(operation, "network") && left >= 3) {
      become_root(ids_named(argv[2]), (u32)str_u64(argv[at + 1], 0), argv[at + 2], argv[at + 3]);
      make_network();
      at += 3;
      tell("network", "");
    } else if (str_eq(operation, "image") && left >= 3) {
      if (!mount_image(argv[at + 1], argv[at + 2], argv[at + 3])) break; /* nothing can be done with it */
      at += 3;
    } else if (str_eq(operation, "into") && left >= 6) {
      enter_cell(argv + at + 1);
      at += 6;
    } else fail(EXIT_MISUSED, "place does not know", operation, 0);
  }
  read_all(0, &byte, 1);
  return EXIT_CLOSED;
}
