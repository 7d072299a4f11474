/* The workspace of a session in the root of a cell. */
#include <linux/mount.h>
#include <linux/prctl.h>
#include <linux/sched.h>

#include "script.h"

enum { AT_EMPTY = 0x1000, MOVE_FROM_FD = 4 /* MOVE_MOUNT_F_EMPTY_PATH */, MAX_FD = 255, SUID_DUMP_USER_ = 1 };

static void check(long result, const char *what, const char *path) {
  if (result < 0) fail(EXIT_SETUP_FAILED, what, path, result);
}

static void put_map(const char *path, u64 stored, u64 shown) {
  char line[64];
  char *end = put_u64(line, stored);
  *end++ = ' ';
  end = put_u64(end, shown);
  memcpy(end, " 1\n", 4);
  int fd = (int)SC4(openat, K_AT_FDCWD, path, K_O_WRONLY | K_O_CLOEXEC, 0);
  check(fd, "cannot open", path);
  check(write_all(fd, line, str_len(line)), "cannot write", path);
  SC1(close, fd);
}

/* In a process that shares only the table of descriptors: /proc here names processes by the host's numbers, so that
 * nobody can be found in it but oneself; and one's own id is the one that may be mapped without privileges. */
static _Noreturn void make_map(u64 stored, u64 shown) {
  check(SC3(setresgid, shown, shown, shown), "cannot become the workspace's group", 0);
  check(SC3(setresuid, shown, shown, shown), "cannot become the workspace's user", 0);
  SC5(prctl, PR_SET_DUMPABLE, SUID_DUMP_USER_, 0, 0, 0); /* else /proc/self is root's */
  check(SC1(unshare, CLONE_NEWUSER), "cannot make a user namespace for the workspace", 0);
  int fd = (int)SC4(openat, K_AT_FDCWD, "/proc/self/setgroups", K_O_WRONLY | K_O_CLOEXEC, 0);
  check(fd < 0 ? fd : write_all(fd, "deny", 4), "cannot write", "/proc/self/setgroups");
  SC1(close, fd);
  put_map("/proc/self/uid_map", stored, shown);
  put_map("/proc/self/gid_map", stored, shown);
  int map = (int)SC4(openat, K_AT_FDCWD, "/proc/self/ns/user", K_O_RDONLY | K_O_CLOEXEC, 0);
  check(map, "cannot open", "/proc/self/ns/user");
  sys_exit(map < MAX_FD ? map : MAX_FD);
}

int open_map(u64 stored, u64 shown) {
  int status = 0;
  if (stored == shown) return NO_MAP;
  long child = SC5(clone, CLONE_FILES | K_SIGCHLD, 0, 0, 0, 0);
  check(child, "cannot fork", 0);
  if (child == 0) make_map(stored, shown);
  long done;
  while ((done = SC4(wait4, child, &status, 0, 0)) == -EINTR);
  int fd = status >> 8 & 0xff;
  if (done != child || status & 0x7f || fd == EXIT_SETUP_FAILED || fd == MAX_FD)
    fail(EXIT_SETUP_FAILED, "cannot map the workspace's ids", 0, 0);
  return fd;
}

/* What is at `path`, detached, as a jail is to have it: nosuid, nodev, and its owner on the disk shown as another. */
int clone_workspace(const char *path, int map) {
  struct mount_attr attributes = { .attr_set = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV };
  int tree = (int)SC3(open_tree, K_AT_FDCWD, path, OPEN_TREE_CLONE | K_O_CLOEXEC);
  check(tree, "cannot open the workspace", path);
  if (map != NO_MAP) {
    attributes.attr_set |= MOUNT_ATTR_IDMAP;
    attributes.userns_fd = (u64)map;
  }
  check(SC5(mount_setattr, tree, "", AT_EMPTY, &attributes, sizeof attributes), "cannot give the workspace to the program's user: its file system has no mapped mounts", 0);
  return tree;
}

void attach_workspace(int tree, const char *to) {
  check(SC5(move_mount, tree, "", K_AT_FDCWD, to, MOVE_FROM_FD), "cannot mount the workspace at", to);
  SC1(close, tree);
}

void mount_workspace(const struct workspace *workspace) {
  static char path[4096];
  size_t n = str_len(workspace->at), m = str_len(workspace->folder);
  if (n + m + 1 > sizeof path) fail(EXIT_MISUSED, "a path is too long", workspace->at, 0);
  memcpy(path, workspace->at, n);
  memcpy(path + n, workspace->folder, m + 1);
  int is_image = *workspace->type != 0;
  if (is_image)
    check(SC5(mount, workspace->source, workspace->at, workspace->type, MS_NOSUID | MS_NODEV | MS_NOATIME, workspace->options), "cannot mount", workspace->source);
  int map = open_map(workspace->stored, workspace->shown);
  attach_workspace(clone_workspace(path, map), workspace->to);
  if (map != NO_MAP) SC1(close, map);
  if (is_image) check(SC2(umount2, workspace->at, 2 /* MNT_DETACH */), "cannot unmount", workspace->at);
}
