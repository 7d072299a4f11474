#include "gate.h"

#include <linux/openat2.h>

enum { MAX_DEPTH = 16, MAX_COLLECTED = 4096, MAX_PATH = 4096, S_IFMT_ = 0170000, S_IFREG_ = 0100000, AT_EMPTY_PATH_ = 0x1000 };

/* The folders of a path, from the first one that may be missing. */
static void make_parents(char *path, size_t from) {
  for (char *c = path + from; *c; c++) {
    if (*c != '/') continue;
    *c = 0;
    SC3(mkdirat, K_AT_FDCWD, path, 0755);
    *c = '/';
  }
}

/* The working folder is this jail's own and still empty: nothing but these files is in it. A file that does not
 * fit is left short: the program then meets the full disk that it asked for. */
void write_files(const struct job *job) {
  const char *at = job->files;
  for (u32 i = 0; i < job->ask.filec; i++) {
    u32 mode, length;
    static char path[MAX_PATH];
    memcpy(&mode, at, 4);
    memcpy(&length, at + 4, 4);
    at += 8;
    size_t n = str_len(at);
    if (n + 6 > sizeof path) fail(EXIT_MISUSED, "gate: the path is too long", 0, 0);
    memcpy(path, "/box/", 5);
    memcpy(path + 5, at, n + 1);
    at += n + 1;
    make_parents(path, 5);
    int fd = (int)SC4(openat, K_AT_FDCWD, path, K_O_WRONLY | K_O_CREAT | K_O_EXCL | K_O_NOFOLLOW | K_O_CLOEXEC, mode);
    if (fd >= 0) {
      write_all(fd, at, length);
      SC2(fchmod, fd, mode);
      SC1(close, fd);
    }
    at += length;
  }
}

static struct { int box; u64 left; u32 count; } collection;

static void send_info(u32 state, u32 mode, u64 size, const char *path) {
  struct file_info info = { state, mode, size };
  send_frame(FRAME_FILE, &info, sizeof info, path, str_len(path));
}

/* Nothing of the path may be a link, a mount or lead out of /box; nothing that opens may block. */
static int open_beneath(const char *path, u64 flags) {
  struct open_how how = { .flags = flags | K_O_CLOEXEC | K_O_NOFOLLOW | K_O_NONBLOCK,
                          .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS };
  return (int)SC4(openat2, collection.box, path, &how, sizeof how);
}

static u32 state_of(int error) {
  if (error == -ENOENT || error == -ENOTDIR) return FILE_MISSING;
  return error == -EACCES ? FILE_UNREADABLE : FILE_NOT_REGULAR;
}

static void send_content(int fd, u64 size) {
  static u8 buffer[65536];
  while (size) {
    long n = SC3(read, fd, buffer, size < sizeof buffer ? size : sizeof buffer);
    if (n <= 0) fail(EXIT_SETUP_FAILED, "gate: a collected file changed", 0, n);
    send_frame(FRAME_CONTENT, buffer, (size_t)n, 0, 0);
    size -= (u64)n;
  }
}

static void collect_file(const char *path) {
  struct statx_ { u32 mask, block_size; u64 attributes; u32 links, uid, gid; unsigned short mode, spare; u64 inode, size; u64 rest[26]; } stat;
  int fd = open_beneath(path, K_O_RDONLY);
  if (fd < 0) {
    send_info(state_of(fd), 0, 0, path);
    return;
  }
  long error = SC5(statx, fd, "", AT_EMPTY_PATH_, 0x7ff, &stat);
  if (error || (stat.mode & S_IFMT_) != S_IFREG_) send_info(FILE_NOT_REGULAR, 0, 0, path);
  else if (stat.size > collection.left) send_info(FILE_TOO_LARGE, 0, 0, path);
  else {
    collection.left -= stat.size;
    send_info(FILE_OK, stat.mode & 0777, stat.size, path);
    send_content(fd, stat.size);
  }
  SC1(close, fd);
}

static void collect_tree(char *path, size_t length, u32 depth) {
  char entries[4096];
  int fd = open_beneath(length ? path : ".", K_O_RDONLY | K_O_DIRECTORY);
  if (fd < 0 || depth > MAX_DEPTH) {
    send_info(fd < 0 ? state_of(fd) : FILE_TOO_LARGE, 0, 0, path);
    if (fd >= 0) SC1(close, fd);
    return;
  }
  for (long n; (n = SC3(getdents64, fd, entries, sizeof entries)) > 0;)
    for (long at = 0; at < n;) {
      struct { u64 inode; i64 offset; unsigned short length; u8 type; char name[1]; } *entry = (void *)(entries + at);
      at += entry->length;
      size_t name = str_len(entry->name);
      if (str_eq(entry->name, ".") || str_eq(entry->name, "..")) continue;
      if (++collection.count > MAX_COLLECTED || length + name + 2 > MAX_PATH) {
        send_info(FILE_TOO_LARGE, 0, 0, path);
        SC1(close, fd);
        return;
      }
      memcpy(path + length, entry->name, name + 1);
      if (entry->type == 4 /* DT_DIR */) {
        memcpy(path + length + name, "/", 2);
        collect_tree(path, length + name + 1, depth + 1);
      } else {
        collect_file(path);
      }
      path[length] = 0;
    }
  SC1(close, fd);
}

void collect_files(const struct job *job) {
  static char path[MAX_PATH];
  collection.left = job->ask.collect_cap;
  collection.box = (int)SC4(openat, K_AT_FDCWD, "/box", K_O_DIRECTORY | K_O_NOFOLLOW | K_O_CLOEXEC, 0);
  for (u32 i = 0; i < job->ask.collectc; i++) {
    size_t n = str_len(job->collect[i]);
    if (n && n < MAX_PATH && job->collect[i][n - 1] == '/') {
      memcpy(path, job->collect[i], n + 1);
      collect_tree(path, n, 0);
    } else {
      collect_file(job->collect[i]);
    }
  }
  send_frame(FRAME_END, 0, 0, 0, 0);
}
