#include "files.h"

/* Trees may be deeper than descriptors or a stack reach: there is one descriptor, and the way back is "..", which must
 * be the folder that it was. Names are read before the way goes on, since a folder that changes has no order. */

enum { ARENA = 128 << 20, MAX_LEVELS = 1 << 20, PROT_RW = 3, MAP_OWN = 0x4022 /* private, anonymous, no reserve */ };

struct level {
  u64 device, inode;
  u32 mark; /* where the arena was before it */
  u32 names, count, next;
};

static u8 *arena;
static struct level *levels;
static u32 used, depth;
static int current = -1;

static void *map(size_t bytes) {
  long at = SC6(mmap, 0, bytes, PROT_RW, MAP_OWN, -1, 0);
  if (at < 0 && at > -4096) fail(EXIT_SETUP_FAILED, "files: no memory", 0, at);
  return (void *)at;
}

static u32 *names_of(const struct level *level) { return (u32 *)(arena + level->names); }
static const char *text_at(u32 offset) { return (const char *)(arena + offset); }

static int follows(u32 a, u32 b) {
  const u8 *x = arena + a, *y = arena + b;
  while (*x && *x == *y) x++, y++;
  return *x > *y;
}

static void sink(u32 *names, u32 at, u32 count) {
  for (u32 child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && follows(names[child + 1], names[child])) child++;
    if (!follows(names[child], names[at])) return;
    u32 name = names[at];
    names[at] = names[child];
    names[child] = name;
  }
}

static void sort(u32 *names, u32 count) {
  for (u32 i = count / 2; i--;) sink(names, i, count);
  for (u32 end = count; end-- > 1;) {
    u32 name = names[0];
    names[0] = names[end];
    names[end] = name;
    sink(names, 0, end);
  }
}

/* The texts first, then where each begins. */
static long read_names(int fd, struct level *level) {
  static u8 batch[32768];
  long n;
  u32 from = used;
  level->count = level->next = 0;
  while ((n = SC3(getdents64, fd, batch, sizeof batch)) > 0)
    for (long at = 0; at < n;) {
      struct { u64 inode; i64 offset; unsigned short length; u8 type; char name[1]; } *found = (void *)(batch + at);
      size_t bytes = str_len(found->name) + 1;
      at += found->length;
      if (str_eq(found->name, ".") || str_eq(found->name, "..")) continue;
      if (used + bytes + 4 * (level->count + 2) > ARENA) return -ENOMEM;
      memcpy(arena + used, found->name, bytes);
      used += (u32)bytes;
      level->count++;
    }
  if (n < 0) return n;
  used = level->names = (used + 3) & ~3u;
  for (u32 i = 0, at = from; i < level->count; i++, at += (u32)str_len(text_at(at)) + 1) names_of(level)[i] = at;
  used += 4 * level->count;
  sort(names_of(level), level->count);
  return 0;
}

static long push(int fd) {
  struct facts facts;
  struct level *level = &levels[depth];
  level->mark = used;
  long error = depth + 1 < MAX_LEVELS ? facts_of(fd, ".", &facts) : -ENOMEM; /* "." : may it be searched? */
  if (!error) error = read_names(fd, level);
  if (error) return used = level->mark, error;
  level->device = facts.device;
  level->inode = facts.inode;
  depth++;
  if (current >= 0) SC1(close, current);
  current = fd;
  return 0;
}

/* Takes the descriptor. */
long begin_descent(int fd) {
  if (!arena) arena = map(ARENA), levels = map(MAX_LEVELS * sizeof *levels);
  used = depth = 0;
  long error = push(fd);
  if (error) SC1(close, fd);
  return error;
}

void end_descent(void) {
  if (current >= 0) SC1(close, current);
  current = -1;
}

int descent_fd(void) { return current; }
u32 descent_depth(void) { return depth - 1; }

const char *next_name(void) {
  struct level *level = &levels[depth - 1];
  return level->next < level->count ? text_at(names_of(level)[level->next++]) : 0;
}

long enter_folder(const char *name, int forced) {
  int fd = forced ? open_forced(current, name, K_O_RDONLY | K_O_DIRECTORY) : open_child(current, name, K_O_RDONLY | K_O_DIRECTORY);
  if (fd < 0) return fd;
  long error = push(fd);
  if (error) SC1(close, fd);
  return error;
}

const char *entered_name(void) {
  const struct level *above = &levels[depth - 2];
  return text_at(names_of(above)[above->next - 1]);
}

long leave_folder(void) {
  struct facts facts;
  const struct level *above = &levels[depth - 2];
  int fd = (int)SC4(openat, current, "..", K_O_RDONLY | K_O_DIRECTORY | K_O_CLOEXEC | K_O_NOFOLLOW, 0);
  if (fd < 0) return fd;
  if (facts_of(fd, "", &facts) || facts.device != above->device || facts.inode != above->inode) {
    SC1(close, fd);
    return -ESTALE; /* somebody moved it meanwhile */
  }
  used = levels[--depth].mark;
  SC1(close, current);
  current = fd;
  return 0;
}
