/* place <root|mapped|one> <image or -> <slot> <newuidmap or -> <newgidmap or ->: what a session has for itself while somebody has it open: its lock, a network of its
 * own with a loopback device, and its image as a block device.
 *
 * The lock is that of the host's descriptor (flock(2)), given as FD_LOCK, so it is the host's when this process is
 * gone. The rest is held by whoever has a descriptor of it: the host opens them by the names that are printed, while
 * this process waits for the end of its stdin. */
#include <linux/if.h>
#include <linux/loop.h>
#include <linux/sched.h>

#include "ids.h"
#include "protocol.h"

enum { FD_LOCK = 3, LOCK_EX_NB = 2 | 4, AF_INET_ = 2, SOCK_DGRAM_ = 2, GET_FLAGS = 0x8913, SET_FLAGS = 0x8914, LOOP_TRIES = 100, LOCK_TRIES = 10000, SECTOR = 4096 };

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

static char *loop_path(char *path, u64 number) {
  memcpy(path, "/dev/loop", 9);
  *put_u64(path + 9, number) = 0;
  return path;
}

/* The device keeps this very description of the file, and with it the lock: who was killed a moment ago may still be
 * attached, and one image on two devices would be its ruin. */
static void lock_image(int file, const char *image) {
  static const struct timespec64 pause = { 0, 1000000 };
  for (int left = LOCK_TRIES; SC2(flock, file, LOCK_EX_NB) != 0; left--) {
    if (!left) fail(EXIT_SETUP_FAILED, "still attached to another device:", image, 0);
    SC2(nanosleep, &pause, 0);
  }
}

/* A free device with the image behind it, which goes when its last user goes. */
static void attach(const char *image, char *path) {
  struct loop_config config = { .block_size = SECTOR, .info = { .lo_flags = LO_FLAGS_AUTOCLEAR } };
  int control = (int)SC4(openat, K_AT_FDCWD, "/dev/loop-control", K_O_RDWR | K_O_CLOEXEC, 0);
  int file = (int)SC4(openat, K_AT_FDCWD, image, K_O_RDWR | K_O_CLOEXEC | K_O_NOFOLLOW, 0);
  if (control < 0) fail(EXIT_NO_DEVICE, "cannot open", "/dev/loop-control", control);
  if (file < 0) fail(EXIT_SETUP_FAILED, "cannot open", image, file);
  lock_image(file, image);
  config.fd = (u32)file;
  for (int left = LOOP_TRIES; left; left--) {
    long number = SC2(ioctl, control, LOOP_CTL_GET_FREE);
    if (number < 0) fail(EXIT_NO_DEVICE, "cannot get a loop device", 0, number);
    int device = (int)SC4(openat, K_AT_FDCWD, loop_path(path, (u64)number), K_O_RDWR | K_O_CLOEXEC, 0);
    if (device < 0) fail(EXIT_NO_DEVICE, "cannot open", path, device);
    long error = SC3(ioctl, device, LOOP_CONFIGURE, &config);
    if (!error) return; /* the device stays open until this process ends */
    if (error != -EBUSY) fail(EXIT_SETUP_FAILED, "cannot attach an image to", path, error);
    SC1(close, device); /* somebody else was faster */
  }
  fail(EXIT_NO_DEVICE, "cannot get a loop device", 0, 0);
}

int place_main(int argc, char **argv) {
  char path[32] = "-";
  u8 byte;
  if (argc != 7 || ids_named(argv[2]) == IDS_UNKNOWN) fail(EXIT_MISUSED, "place wants five arguments", 0, 0);
  long error = SC2(flock, FD_LOCK, LOCK_EX_NB);
  if (error == -EAGAIN) return EXIT_BUSY;
  if (error) fail(EXIT_SETUP_FAILED, "cannot lock", 0, error);
  become_root(ids_named(argv[2]), (u32)str_u64(argv[4], 0), argv[5], argv[6]); /* launches join the namespace: the network is its own */
  make_network();
  if (!str_eq(argv[3], "-")) attach(argv[3], path);
  size_t n = str_len(path);
  path[n] = '\n';
  if (write_all(1, path, n + 1)) return EXIT_CLOSED;
  read_all(0, &byte, 1);
  return EXIT_CLOSED;
}
