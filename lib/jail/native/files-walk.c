#include "files.h"

enum { MOST_IN_PATH = F_PATH - 1 };

static size_t entries_bytes;

static void send_entries(void) {
  if (entries_bytes) answer_piece(ANSWER_ENTRIES, entries_bytes);
  entries_bytes = 0;
}

/* The room is asked for once for many: nothing else may be answered until they are sent. */
static struct entry *add_entry(const char *name, const struct facts *facts, u32 depth) {
  static u8 *room;
  struct entry entry = { .mode = facts->mode, .depth = depth, .links = facts->links, .inode = facts->inode, .size = facts->size,
                         .blocks = facts->blocks, .mtime_ns = facts->mtime_ns, .ctime_ns = facts->ctime_ns,
                         .name_length = (u32)str_len(name) };
  if (entries_bytes + sizeof entry + entry.name_length + F_PATH > ANSWER_ROOM) send_entries();
  if (!entries_bytes) room = answer_room(ANSWER_ROOM);
  u8 *at = room + entries_bytes, *text = at + sizeof entry;
  memcpy(text, name, entry.name_length);
  if ((facts->mode & K_IFMT) == K_IFLNK) {
    long n = SC4(readlinkat, descent_fd(), name, text + entry.name_length, F_PATH);
    if (n > 0) entry.target_length = (u32)n;
  }
  memcpy(at, &entry, sizeof entry);
  entries_bytes += sizeof entry + entry.name_length + entry.target_length;
  return (struct entry *)at;
}

static long open_folder(const char *path, u32 flags) {
  int fd = open_at(path, K_O_RDONLY | K_O_DIRECTORY, 0);
  if (fd == -EACCES && flags & WALK_FORCED) {
    const char *name;
    int parent = open_parent(path, 0, &name);
    if (parent < 0) return parent;
    fd = open_forced(parent, name, K_O_RDONLY | K_O_DIRECTORY);
    SC1(close, parent);
  }
  return fd < 0 ? fd : begin_descent(fd);
}

/* `path_bytes`: what lies above, so that no entry has a path which cannot be opened again. */
static long walk(u32 flags, u32 most_depth, u64 most, size_t path_bytes) {
  for (;;) {
    struct facts facts;
    u32 depth = descent_depth();
    const char *name = next_name();
    if (!name) {
      if (!depth) return 0;
      path_bytes -= str_len(entered_name()) + 1;
      long error = leave_folder();
      if (error) return error;
      continue;
    }
    if (facts_of(descent_fd(), name, &facts)) continue; /* gone meanwhile */
    if (!most--) return -E2BIG;
    struct entry *entry = add_entry(name, &facts, depth);
    if ((facts.mode & K_IFMT) != K_IFDIR || depth + 1 >= most_depth) continue;
    size_t deeper = path_bytes + entry->name_length + 1;
    long error = deeper + 256 > MOST_IN_PATH ? -ENAMETOOLONG : enter_folder(name, flags & WALK_FORCED);
    if (error) entry->error = (u32)-error;
    else path_bytes = deeper;
  }
}

static void walk_below(const char *path, u32 flags, u32 most_depth, u64 most) {
  long error = open_folder(path, flags);
  if (!error) error = walk(flags, most_depth, most, str_len(path));
  send_entries();
  end_descent();
  answer(error, 0);
}

void do_list(struct fields *body) { walk_below(take_text(body), 0, 1, ANY_SIZE); }

void do_walk(struct fields *body) {
  u32 flags = take_u32(body), depth = take_u32(body);
  u64 most = take_u64(body);
  walk_below(take_text(body), flags, depth, most);
}
