#include "files.h"

static long make_folder(const char *path, u32 parents, u32 mode) {
  const char *name;
  if (parents) return make_folders(path, mode);
  int parent = open_parent(path, 0, &name);
  if (parent < 0) return parent == -EINVAL ? -EEXIST : parent;
  long error = SC3(mkdirat, parent, name, mode);
  SC1(close, parent);
  return error;
}

/* Both names in folders that stay open: what moves in between moves with them. */
static long two_names(u8 type, const char *from, const char *to) {
  static char first[F_PATH];
  const char *name;
  int source = open_parent(from, 0, &name);
  if (source < 0) return source;
  memcpy(first, name, str_len(name) + 1);
  int target = open_parent(to, 0, &name);
  long error = target;
  if (target >= 0) {
    error = type == ASK_RENAME ? SC5(renameat2, source, first, target, name, 0) : SC5(linkat, source, first, target, name, 0);
    SC1(close, target);
  }
  SC1(close, source);
  return error;
}

static long make_link(const char *target, const char *path) {
  const char *name;
  int parent = open_parent(path, 0, &name);
  if (parent < 0) return parent;
  long error = SC3(symlinkat, target, parent, name);
  SC1(close, parent);
  return error;
}

static struct timespec64 in_timespec(i64 ns) {
  i64 second = 1000000000, rest = ns % second;
  return (struct timespec64){ ns / second - (rest < 0), rest < 0 ? rest + second : rest };
}

static long set_times(u32 follow, i64 atime_ns, i64 mtime_ns, const char *path) {
  struct timespec64 times[2] = { in_timespec(atime_ns), in_timespec(mtime_ns) };
  int fd = open_at(path, K_O_PATH | (follow ? 0 : K_O_NOFOLLOW), 0);
  if (fd < 0) return fd;
  long error = SC4(utimensat, fd, "", times, K_AT_EMPTY);
  SC1(close, fd);
  return error;
}

static long set_mode(u32 mode, const char *path) {
  int fd = open_at(path, K_O_PATH, 0);
  if (fd < 0) return fd;
  long error = change_mode(fd, mode);
  SC1(close, fd);
  return error;
}

static long set_size(u64 size, const char *path) {
  struct facts facts;
  int fd = open_at(path, K_O_WRONLY, 0);
  if (fd < 0) return fd;
  long error = facts_of(fd, "", &facts);
  if (!error) error = (facts.mode & K_IFMT) == K_IFREG ? SC2(ftruncate, fd, size) : -EINVAL;
  SC1(close, fd);
  return error;
}

/* What a link says, or by which path of the jail a descriptor is reached. */
static long tell_target(u8 type, const char *path) {
  char own[40] = "/proc/self/fd/";
  int fd = open_at(path, K_O_PATH | (type == ASK_READLINK ? K_O_NOFOLLOW : 0), 0);
  if (fd < 0) return fd;
  *put_u64(own + str_len(own), (u64)fd) = 0;
  long n = type == ASK_READLINK ? SC4(readlinkat, fd, "", answer_room(F_PATH), F_PATH)
                                : SC4(readlinkat, K_AT_FDCWD, own, answer_room(F_PATH), F_PATH);
  if (n > 0) answer_piece(ANSWER_CONTENT, (size_t)n);
  SC1(close, fd);
  return n == -ENOENT ? -EINVAL : n; /* an empty name at what is no link */
}

static long tell_facts(u32 follow, const char *path, struct facts *facts) {
  int fd = open_at(path, K_O_PATH | (follow ? 0 : K_O_NOFOLLOW), 0);
  if (fd < 0) return fd;
  long error = facts_of(fd, "", facts);
  SC1(close, fd);
  return error;
}

void do_name(u8 type, struct fields *body) {
  struct facts facts;
  u32 small = type == ASK_STAT || type == ASK_MKDIR || type == ASK_CHMOD || type == ASK_UTIMES ? take_u32(body) : 0;
  u32 mode = type == ASK_MKDIR ? take_u32(body) : 0;
  u64 atime = type == ASK_UTIMES || type == ASK_TRUNCATE ? take_u64(body) : 0;
  u64 mtime = type == ASK_UTIMES ? take_u64(body) : 0;
  const char *path = take_text(body);
  const char *other = type == ASK_RENAME || type == ASK_LINK || type == ASK_SYMLINK ? take_text(body) : "";
  if (body->bad) return answer_error(-EINVAL);
  switch (type) {
    case ASK_STAT: return answer(tell_facts(small, path, &facts), &facts);
    case ASK_MKDIR: return answer(make_folder(path, small, mode), 0);
    case ASK_RENAME:
    case ASK_LINK: return answer(two_names(type, path, other), 0);
    case ASK_SYMLINK: return answer(make_link(path, other), 0);
    case ASK_READLINK:
    case ASK_REALPATH: return answer(tell_target(type, path), 0);
    case ASK_CHMOD: return answer(set_mode(small, path), 0);
    case ASK_UTIMES: return answer(set_times(small, (i64)atime, (i64)mtime, path), 0);
    case ASK_TRUNCATE: return answer(set_size(atime, path), 0);
    default: answer_error(-ENOSYS);
  }
}
