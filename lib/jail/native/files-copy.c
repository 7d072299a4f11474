#include "files.h"

enum { AT_ONCE = 1 << 30, CHUNK_BYTES = 1 << 18, KEEP_SIZE = 1 };

/* Files of the host's that this jail was shown for one transfer. */
static char **sources;

void name_sources(char **paths) { sources = paths; }

/* Faster than sendfile(2), whose pieces are small. */
static long copy_by_chunks(int in, int out) {
  static u8 chunk[CHUNK_BYTES] __attribute__((aligned(4096))); /* else it takes twice as long */
  for (;;) {
    long n = SC3(read, in, chunk, sizeof chunk);
    if (n == -EINTR) continue;
    if (n <= 0) return n;
    long error = write_all(out, chunk, (size_t)n);
    if (error) return error;
  }
}

/* The kernel's copy, which may share blocks; not between file systems. */
static long copy_all(int in, int out) {
  long n;
  do n = SC6(copy_file_range, in, 0, out, 0, AT_ONCE, 0);
  while (n > 0 || n == -EINTR);
  return n == -EXDEV || n == -EINVAL || n == -EOPNOTSUPP ? copy_by_chunks(in, out) : n;
}

/* Room for all of it, so that a full disk is known before anything is copied, and the blocks lie together. */
static long make_room(int out, u64 size) {
  long error = size ? SC4(fallocate, out, KEEP_SIZE, 0, size) : 0;
  if (error != -ENOSPC) return 0;
  SC2(ftruncate, out, 0);
  return error;
}

/* A file must not be emptied before it is copied onto itself; and no empty one, which ext4 would write out when it is
 * closed, as one that replaces another. */
static long copy_to(int in, const struct facts *source, const char *to, u32 flags, u32 mode) {
  struct facts there;
  int out = open_to_write(to, (flags & ~(u32)WRITE_APPEND) | WRITE_KEEP, mode);
  if (out < 0) return out;
  long error = regular(out, &there);
  if (!error && there.inode == source->inode && there.device == source->device) error = -EINVAL;
  if (!error && flags & WRITE_MODE) error = SC2(fchmod, out, mode & 07777);
  if (!error && there.size) error = SC2(ftruncate, out, 0);
  if (!error) error = make_room(out, source->size);
  if (!error) error = copy_all(in, out);
  if (!error && !regular(in, &there) && there.size < source->size) error = SC2(ftruncate, out, there.size);
  SC1(close, out);
  return error;
}

void do_copy(struct fields *body) {
  struct facts facts;
  u32 exclusive = take_u32(body);
  const char *from = take_text(body), *to = take_text(body);
  int in = open_at(from, K_O_RDONLY, 0);
  if (in < 0) return answer_error(in);
  long error = regular(in, &facts);
  if (!error) error = copy_to(in, &facts, to, exclusive ? WRITE_NEW : 0, facts.mode);
  SC1(close, in);
  answer(error, 0);
}

void do_take(struct fields *body) {
  struct facts facts;
  u32 number = take_u32(body), flags = take_u32(body), mode = take_u32(body), known = 0;
  while (known <= number && sources[known]) known++;
  int in = number < known ? (int)SC4(openat, K_AT_FDCWD, sources[number], K_O_RDONLY | K_O_CLOEXEC | K_O_NONBLOCK, 0) : -EBADF;
  if (in < 0) return answer_error(-EBADF); /* not shown, or not for this user */
  long error = regular(in, &facts);
  if (!error) error = copy_to(in, &facts, take_text(body), flags, mode);
  SC1(close, in);
  answer(error, 0);
}
