#include "files.h"

enum { TRIES = 1000 };

static int root = -1;

void open_root(const char *path) {
  root = (int)SC4(openat, K_AT_FDCWD, path, K_O_PATH | K_O_DIRECTORY | K_O_CLOEXEC, 0);
  if (root < 0) fail(EXIT_SETUP_FAILED, "files: cannot open the root", path, root);
}

int open_at(const char *path, u64 flags, u32 mode) {
  struct open_how how = { .flags = flags | K_O_CLOEXEC | (flags & K_O_PATH ? 0 : K_O_NONBLOCK),
                          .mode = flags & K_O_CREAT ? mode : 0,
                          .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS };
  long fd;
  u32 tries = 0;
  do fd = SC4(openat2, root, path, &how, sizeof how);
  while ((fd == -EAGAIN || fd == -EINTR) && ++tries < TRIES); /* a rename came in between */
  return (int)fd;
}

int open_child(int folder, const char *name, u64 flags) {
  struct open_how how = { .flags = flags | K_O_CLOEXEC | K_O_NOFOLLOW | (flags & K_O_PATH ? 0 : K_O_NONBLOCK),
                          .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV };
  return (int)SC4(openat2, folder, name, &how, sizeof how);
}

/* Where the last part of a path begins: slashes at its end are no part of it, and not copied. */
static long split(const char *path, char *parent, const char **name) {
  static char last[F_PATH];
  size_t end = str_len(path), from;
  if (end >= F_PATH) return -ENAMETOOLONG;
  while (end > 1 && path[end - 1] == '/') end--;
  for (from = end; from && path[from - 1] != '/'; from--);
  memcpy(last, path + from, end - from);
  last[end - from] = 0;
  *name = last;
  if (str_eq(last, ".") || str_eq(last, "..") || !last[0]) return -EINVAL;
  memcpy(parent, from ? path : ".", from ? from : 1);
  parent[from ? from : 1] = 0;
  return 0;
}

int open_parent(const char *path, int make, const char **name) {
  char parent[F_PATH];
  long error = split(path, parent, name);
  if (error) return (int)error;
  int fd = open_at(parent, K_O_PATH | K_O_DIRECTORY, 0);
  if (fd != -ENOENT || !make) return fd;
  error = make_folders(parent, 0777);
  if (error) return (int)error;
  split(path, parent, name); /* the way there had names of its own */
  return open_at(parent, K_O_PATH | K_O_DIRECTORY, 0);
}

/* One after another, each looked up from the root: a link on the way is followed as far as it stays below. */
int make_folders(const char *path, u32 mode) {
  char part[F_PATH];
  const char *name;
  size_t length = str_len(path);
  if (length >= F_PATH) return -ENAMETOOLONG;
  for (size_t i = 1; i <= length; i++) {
    if (path[i] && path[i] != '/') continue;
    memcpy(part, path, i);
    part[i] = 0;
    int fd = open_at(part, K_O_PATH | K_O_DIRECTORY, 0);
    if (fd == -ENOENT) {
      int parent = open_parent(part, 0, &name);
      if (parent < 0) return parent;
      fd = (int)SC3(mkdirat, parent, name, mode);
      SC1(close, parent);
      if (fd == -EEXIST) fd = open_at(part, K_O_PATH | K_O_DIRECTORY, 0);
      else if (!fd) continue;
    }
    if (fd < 0) return fd;
    SC1(close, fd);
  }
  return 0;
}

struct statx_time { i64 seconds; u32 ns, zero; };
struct statx_ {
  u32 mask, block_size;
  u64 attributes;
  u32 links, uid, gid;
  unsigned short mode, spare;
  u64 inode, size, blocks, attributes_mask;
  struct statx_time atime, btime, ctime, mtime;
  u32 rdev_major, rdev_minor, dev_major, dev_minor;
  u64 rest[14];
};

static i64 in_ns(struct statx_time time) { return time.seconds * 1000000000 + time.ns; }

long facts_of(int fd, const char *name, struct facts *facts) {
  struct statx_ stat;
  long error = SC5(statx, fd, name, *name ? K_AT_NOFOLLOW : K_AT_EMPTY, 0xfff, &stat);
  if (error) return error;
  *facts = (struct facts){ .mode = stat.mode, .links = stat.links, .inode = stat.inode, .size = stat.size, .blocks = stat.blocks,
                           .device = (u64)stat.dev_major << 32 | stat.dev_minor, .atime_ns = in_ns(stat.atime),
                           .mtime_ns = in_ns(stat.mtime), .ctime_ns = in_ns(stat.ctime), .birth_ns = in_ns(stat.btime) };
  return 0;
}

long change_mode(int fd, u32 mode) {
  char path[40] = "/proc/self/fd/";
  *put_u64(path + str_len(path), (u64)fd) = 0;
  return SC3(fchmodat, K_AT_FDCWD, path, mode & 07777);
}

int open_forced(int folder, const char *name, u64 flags) {
  struct facts facts;
  int fd = open_child(folder, name, flags);
  if (fd != -EACCES) return fd;
  int known = open_child(folder, name, K_O_PATH);
  if (known < 0) return known;
  if (!facts_of(known, "", &facts) && (facts.mode & K_IFMT) != K_IFLNK && !change_mode(known, facts.mode | 0700)) {
    fd = open_child(folder, name, flags);
    change_mode(known, facts.mode);
  }
  SC1(close, known);
  return fd;
}
