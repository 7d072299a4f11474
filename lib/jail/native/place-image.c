/* The file system of a session: a block device, a mount that the host holds, and its way into a cell. */
#include <linux/loop.h>
#include <linux/mount.h>
#include <linux/sched.h>

#include "place.h"

enum { LOCK_EX_NB = 2 | 4, LOOP_TRIES = 100, LOCK_TRIES = 10000, SECTOR = 4096, SUPERBLOCK_STATE = 1024 + 0x3a, HAS_ERRORS = 2, DAMAGED = EUCLEAN };

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

static int open_control(void) {
  int control = (int)SC4(openat, K_AT_FDCWD, "/dev/loop-control", K_O_RDWR | K_O_CLOEXEC, 0);
  if (control < 0) fail(EXIT_NO_DEVICE, "cannot open", "/dev/loop-control", control);
  return control;
}

static int open_free(int control, char *path) {
  long number = SC2(ioctl, control, LOOP_CTL_GET_FREE);
  if (number < 0) fail(EXIT_NO_DEVICE, "cannot get a loop device", 0, number);
  int device = (int)SC4(openat, K_AT_FDCWD, loop_path(path, (u64)number), K_O_RDWR | K_O_CLOEXEC, 0);
  if (device < 0) fail(EXIT_NO_DEVICE, "cannot open", path, device);
  return device;
}

void find_loop(void) {
  char path[32];
  open_free(open_control(), path);
  tell("loop", path);
}

/* A free device with the image behind it, which goes when its last user goes. */
static int attach(int file, char *path) {
  struct loop_config config = { .fd = (u32)file, .block_size = SECTOR, .info = { .lo_flags = LO_FLAGS_AUTOCLEAR } };
  int control = open_control();
  for (int left = LOOP_TRIES; left; left--) {
    int device = open_free(control, path);
    long error = SC3(ioctl, device, LOOP_CONFIGURE, &config);
    if (!error) return device; /* it stays open until this process ends */
    if (error != -EBUSY) fail(EXIT_SETUP_FAILED, "cannot attach an image to", path, error);
    SC1(close, device); /* somebody else was faster */
  }
  fail(EXIT_NO_DEVICE, "cannot get a loop device", 0, 0);
}

static int damaged(long error) {
  char number[24];
  *put_u64(number, (u64)-error) = 0;
  tell("damaged", number);
  return 0;
}

/* What the kernel answers for a file system that is not one, or that is broken; all else is the machine's fault. */
static int means_damage(long error) {
  return error == -EUCLEAN || error == -EINVAL || error == -EBADMSG || error == -EIO || error == -ENOENT || error == -ENXIO || error == -EROFS || error == -EFBIG;
}

/* The kernel found errors in it, now or before, and has noted that on the disk. */
static int has_errors(int device) {
  u8 state = 0;
  return SC4(pread64, device, &state, 1, SUPERBLOCK_STATE) != 1 || state & HAS_ERRORS;
}

int mount_image(const char *image, const char *folder, const char *options) {
  char path[32];
  int file = (int)SC4(openat, K_AT_FDCWD, image, K_O_RDWR | K_O_CLOEXEC | K_O_NOFOLLOW, 0);
  if (file == -ENOENT) return damaged(file);
  if (file < 0) fail(EXIT_SETUP_FAILED, "cannot open", image, file);
  lock_image(file, image);
  int device = attach(file, path);
  tell("device", path);
  long error = SC1(unshare, CLONE_NEWNS);
  if (!error) error = SC5(mount, 0, "/", 0, MS_REC | MS_PRIVATE, 0);
  if (error) fail(EXIT_SETUP_FAILED, "cannot make a mount namespace", 0, error);
  error = SC5(mount, path, folder, "ext4", MS_NOSUID | MS_NODEV | MS_NOATIME, options);
  if (error && means_damage(error)) return damaged(error);
  if (error) fail(EXIT_SETUP_FAILED, "cannot mount", path, error);
  if (has_errors(device)) return damaged(-DAMAGED);
  int root = (int)SC4(openat, K_AT_FDCWD, folder, K_O_RDONLY | K_O_DIRECTORY | K_O_CLOEXEC, 0);
  if (root < 0) fail(EXIT_SETUP_FAILED, "cannot open", folder, root);
  *put_u64(path, (u64)root) = 0;
  tell("mounted", path);
  return 1;
}

/* The pid of the only child; 0 when it has none. */
static u64 child_of(u64 pid) {
  char path[80] = "/proc/", text[24] = { 0 };
  char *end = put_u64(path + 6, pid);
  memcpy(end, "/task/", 6);
  end = put_u64(end + 6, pid);
  memcpy(end, "/children", 10);
  int fd = (int)SC4(openat, K_AT_FDCWD, path, K_O_RDONLY | K_O_CLOEXEC, 0);
  if (fd < 0) return 0;
  SC3(read, fd, text, sizeof text - 1);
  SC1(close, fd);
  return str_u64(text, 0);
}

static int mounts_of(u64 pid) {
  char path[64] = "/proc/";
  memcpy(put_u64(path + 6, pid), "/ns/mnt", 8);
  int fd = (int)SC4(openat, K_AT_FDCWD, path, K_O_RDONLY | K_O_CLOEXEC, 0);
  if (fd < 0) fail(EXIT_SETUP_FAILED, "cannot open", path, fd);
  return fd;
}

static void show_in(int mounts, int tree, const char *at) {
  long error = SC2(setns, mounts, CLONE_NEWNS);
  if (error) fail(EXIT_SETUP_FAILED, "cannot enter a cell", at, error);
  attach_workspace(tree, at);
}

/* launch inside the cell's namespace, nsjail and the gate are each the only child of the one before. A pid that was
 * somebody else's by the time that it was opened is not that child any more. */
static _Noreturn void enter(char **words) {
  u64 launch = str_u64(words[0], 0), inner = child_of(launch), nsjail = child_of(inner), gate = child_of(nsjail);
  if (!gate) fail(EXIT_SETUP_FAILED, "nothing is parked in the cell of", words[0], 0);
  int cell = mounts_of(inner), jail = mounts_of(gate);
  if (child_of(launch) != inner || child_of(inner) != nsjail || child_of(nsjail) != gate)
    fail(EXIT_SETUP_FAILED, "nothing stays parked in the cell of", words[0], 0);
  int map = open_map(str_u64(words[4], 0), str_u64(words[5], 0));
  int in_cell = clone_workspace(words[1], map), in_jail = clone_workspace(words[1], map);
  show_in(cell, in_cell, words[2]);
  show_in(jail, in_jail, words[3]);
  sys_exit(EXIT_CLOSED);
}

/* In a process of its own: it leaves our namespace, and may fail without harm to what was done before. */
void enter_cell(char **words) {
  int status = 0;
  long done, child = SC5(clone, K_SIGCHLD, 0, 0, 0, 0);
  if (child == 0) enter(words);
  while (child > 0 && (done = SC4(wait4, child, &status, 0, 0)) == -EINTR);
  tell(child > 0 && !status ? "entered" : "alone", words[0]);
}
