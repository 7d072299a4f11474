/* place <root|mapped|one> <operation>…: what a session has for itself while somebody has it open.
 *
 *   lock                               the lock that the host has given as FD_LOCK
 *   borrow <pid> <descriptor>          takes FD_LOCK from the host, whose pid that is
 *   borrows <pid>                      whether that could be done
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
 * this process waits for more operations on its stdin, in frames of words that end in NUL bytes, or for its end. */
#include <linux/if.h>
#include <linux/sched.h>

#include "ids.h"
#include "place.h"

enum { ORDER_BYTES = 16384, ORDER_WORDS = 32 };
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

/* A descriptor of the host's as one of ours: the same open file, with its locks. */
static long borrowed(u64 host, int number) {
  if ((u64)SC0(getppid) != host) return -ESRCH; /* it has ended, and we are somebody else's */
  long pidfd = SC2(pidfd_open, host, 0);
  if (pidfd < 0) return pidfd;
  long fd = SC3(pidfd_getfd, pidfd, number, 0);
  SC1(close, pidfd);
  return fd;
}

static void borrow(u64 host, int number) {
  long fd = borrowed(host, number);
  if (fd < 0) fail(EXIT_SETUP_FAILED, "cannot borrow a lock", 0, fd);
  if (fd == FD_LOCK) return;
  long error = SC3(dup3, fd, FD_LOCK, K_O_CLOEXEC);
  if (error < 0) fail(EXIT_SETUP_FAILED, "cannot borrow a lock", 0, error);
  SC1(close, fd);
}

static void try_to_borrow(u64 host) {
  long fd = borrowed(host, 0);
  if (fd >= 0) SC1(close, fd);
  tell("borrows", fd >= 0 || fd == -EBADF ? "yes" : "no");
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

/* With ids from `kind`. False: nothing can be done any more. */
static int operate(const char *kind, int count, char **words) {
  for (int at = 0; at < count; at++) {
    const char *operation = words[at];
    int left = count - 1 - at;
    if (str_eq(operation, "lock")) lock();
    else if (str_eq(operation, "borrows") && left >= 1) try_to_borrow(str_u64(words[++at], 0));
    else if (str_eq(operation, "borrow") && left >= 2) {
      borrow(str_u64(words[at + 1], 0), (int)str_u64(words[at + 2], 0));
      at += 2;
    } else if (str_eq(operation, "loop")) find_loop();
    else if (str_eq(operation, "network") && left >= 3) {
      become_root(ids_named(kind), (u32)str_u64(words[at + 1], 0), words[at + 2], words[at + 3]);
      make_network();
      at += 3;
      tell("network", "");
    } else if (str_eq(operation, "image") && left >= 3) {
      if (!mount_image(words[at + 1], words[at + 2], words[at + 3])) return 0;
      at += 3;
    } else if (str_eq(operation, "into") && left >= 6) {
      enter_cell(words + at + 1);
      at += 6;
    } else fail(EXIT_MISUSED, "place does not know", operation, 0);
  }
  return 1;
}

/* Reads words from stdin, which stay. Their number; 0 at its end. */
static int read_order(char **words) {
  static char text[ORDER_BYTES];
  u32 length = 0;
  int count = 0;
  if (read_all(0, &length, sizeof length) != 1) return 0;
  if (length >= sizeof text) fail(EXIT_MISUSED, "too much to do at once", 0, 0);
  if (read_all(0, text, length) != 1) return 0;
  for (char *word = text; word < text + length && count < ORDER_WORDS; word += str_len(word) + 1) words[count++] = word;
  return count;
}

int place_main(int argc, char **argv) {
  char *words[ORDER_WORDS];
  int count;
  if (argc < 3 || ids_named(argv[2]) == IDS_UNKNOWN) fail(EXIT_MISUSED, "place wants to know where ids come from", 0, 0);
  operate(argv[2], argc - 3, argv + 3);
  while ((count = read_order(words))) operate(argv[2], count, words);
  return EXIT_CLOSED;
}
