#include "files.h"

enum { SEEK_SET_ = 0, SEEK_DATA_ = 3, SEEK_HOLE_ = 4, NO_FILE = -1 };

/* The file that content goes to, between ASK_WRITE and ASK_CLOSE; what went wrong first is said at the close. */
static struct { int fd; long error; i64 mtime_ns; u32 flags; } target = { .fd = NO_FILE };

long regular(int fd, struct facts *facts) {
  long error = facts_of(fd, "", facts);
  if (error) return error;
  if ((facts->mode & K_IFMT) == K_IFDIR) return -EISDIR;
  return (facts->mode & K_IFMT) == K_IFREG ? 0 : -EINVAL;
}

/* Up to `end`, from where the descriptor stands. */
static long send_range(int fd, u64 from, u64 end) {
  while (from < end) {
    size_t wanted = end - from < ANSWER_ROOM ? (size_t)(end - from) : ANSWER_ROOM;
    long n = SC3(read, fd, answer_room(wanted), wanted);
    if (n == -EINTR) continue;
    if (n <= 0) return n;
    answer_piece(ANSWER_CONTENT, (size_t)n);
    from += (u64)n;
  }
  return 0;
}

static long send_data_only(int fd, u64 size) {
  for (u64 end = 0; end < size;) {
    long from = SC3(lseek, fd, end, SEEK_DATA_);
    if (from == -ENXIO) return 0;
    if (from < 0) return from;
    end = (u64)SC3(lseek, fd, from, SEEK_HOLE_);
    SC3(lseek, fd, from, SEEK_SET_);
    memcpy(answer_room(sizeof from), &from, sizeof from);
    answer_piece(ANSWER_SEEK, sizeof from);
    long error = send_range(fd, (u64)from, end < size ? end : size);
    if (error) return error;
  }
  return 0;
}

static int open_to_read(const char *path, u32 flags) {
  const char *name;
  int fd = open_at(path, K_O_RDONLY, 0);
  if (fd != -EACCES || !(flags & READ_FORCED)) return fd;
  int parent = open_parent(path, 0, &name);
  if (parent < 0) return parent;
  fd = open_forced(parent, name, K_O_RDONLY);
  SC1(close, parent);
  return fd;
}

void do_read(struct fields *body) {
  struct facts facts;
  u32 flags = take_u32(body);
  u64 offset = take_u64(body), length = take_u64(body);
  int fd = open_to_read(take_text(body), flags);
  if (fd < 0) return answer_error(fd);
  long error = regular(fd, &facts);
  if (!error && flags & READ_SPARSE) error = send_data_only(fd, facts.size);
  else if (!error) {
    SC3(lseek, fd, offset, SEEK_SET_);
    error = send_range(fd, offset, length < ANY_SIZE - offset ? offset + length : ANY_SIZE);
  }
  if (!error) error = facts_of(fd, "", &facts);
  SC1(close, fd);
  answer(error, &facts);
}

int open_to_write(const char *path, u32 flags, u32 mode) {
  const char *name;
  u64 how = K_O_WRONLY | K_O_CREAT | (flags & WRITE_NEW ? K_O_EXCL : 0) | (flags & WRITE_APPEND ? K_O_APPEND : 0);
  if (!(flags & (WRITE_APPEND | WRITE_KEEP))) how |= K_O_TRUNC;
  int fd = open_at(path, how, mode & 07777);
  if (fd != -ENOENT || !(flags & WRITE_PARENTS)) return fd;
  int parent = open_parent(path, 1, &name);
  if (parent < 0) return parent;
  SC1(close, parent);
  return open_at(path, how, mode & 07777);
}

static void add_content(const void *bytes, size_t count) {
  if (!target.error) target.error = write_all(target.fd, bytes, count);
}

void do_write(struct fields *body, int whole) {
  struct facts facts;
  if (target.fd != NO_FILE) SC1(close, target.fd); /* the host gave it up */
  target.flags = take_u32(body);
  u32 mode = take_u32(body);
  target.mtime_ns = (i64)take_u64(body);
  target.fd = open_to_write(take_text(body), target.flags, mode);
  if (target.fd < 0) target.error = target.fd, target.fd = NO_FILE;
  else target.error = regular(target.fd, &facts);
  if (!target.error && target.flags & WRITE_MODE && (facts.mode & 07777) != (mode & 07777))
    target.error = SC2(fchmod, target.fd, mode & 07777);
  add_content(body->at, (size_t)(body->end - body->at));
  if (whole) do_close(0);
}

void do_more(struct fields *body) {
  add_content(body->at, (size_t)(body->end - body->at));
  long error = move_rest(target.error ? NO_FILE : target.fd);
  if (!target.error) target.error = error;
}

void do_seek(struct fields *body) {
  long at = target.error ? 0 : SC3(lseek, target.fd, take_u64(body), SEEK_SET_);
  if (at < 0) target.error = at;
}

void do_close(struct fields *body) {
  struct facts facts;
  u64 size = body ? take_u64(body) : ANY_SIZE;
  if (!target.error && size != ANY_SIZE) target.error = SC2(ftruncate, target.fd, size);
  if (!target.error && target.flags & WRITE_TIME) {
    i64 second = 1000000000, ns = target.mtime_ns % second;
    struct timespec64 time = { target.mtime_ns / second - (ns < 0), ns < 0 ? ns + second : ns }, both[2] = { time, time };
    target.error = SC4(utimensat, target.fd, 0, both, 0);
  }
  if (!target.error) target.error = facts_of(target.fd, "", &facts);
  if (target.fd != NO_FILE) SC1(close, target.fd);
  answer(target.error, &facts);
  target.fd = NO_FILE;
  target.error = -EBADF; /* content without a file */
}
