#include "files.h"

/* Its owner may have taken away its own rights to it. */
static int open_own(int parent, const char *name) {
  int known = open_child(parent, name, K_O_PATH | K_O_DIRECTORY);
  if (known < 0) return known;
  change_mode(known, 0700);
  SC1(close, known);
  return open_child(parent, name, K_O_RDONLY | K_O_DIRECTORY);
}

static long enter_own(const char *name) {
  long error = enter_folder(name, 0);
  if (error != -EACCES) return error;
  int fd = open_own(descent_fd(), name);
  if (fd < 0) return fd;
  SC1(close, fd);
  return enter_folder(name, 0);
}

/* All that is in the present folder and below it. What programs add meanwhile may remain: then its folder does too. */
static long remove_all(void) {
  for (;;) {
    const char *name = next_name();
    if (name) {
      long error = SC3(unlinkat, descent_fd(), name, 0);
      if (error == -EACCES) { /* a folder that its owner may not write to */
        change_mode(descent_fd(), 0700);
        error = SC3(unlinkat, descent_fd(), name, 0);
      }
      if (error == -EISDIR || error == -EPERM) error = enter_own(name);
      if (error && error != -ENOENT) return error;
      continue;
    }
    if (!descent_depth()) return 0;
    const char *left = entered_name();
    long error = leave_folder();
    if (!error) error = SC3(unlinkat, descent_fd(), left, K_AT_REMOVEDIR);
    if (error && error != -ENOENT) return error;
  }
}

static long remove_tree(int parent, const char *name) {
  int fd = open_own(parent, name);
  if (fd < 0) return fd;
  long error = begin_descent(fd);
  if (!error) error = remove_all();
  end_descent();
  return error ? error : SC3(unlinkat, parent, name, K_AT_REMOVEDIR);
}

void do_remove(struct fields *body) {
  const char *name;
  u32 flags = take_u32(body);
  int parent = open_parent(take_text(body), 0, &name);
  if (parent < 0) return answer(flags & REMOVE_QUIETLY && parent == -ENOENT ? 0 : parent, 0);
  long error = SC3(unlinkat, parent, name, flags & REMOVE_FOLDER ? K_AT_REMOVEDIR : 0);
  if ((error == -EISDIR || error == -EPERM) && flags & REMOVE_TREE) error = remove_tree(parent, name);
  SC1(close, parent);
  answer(flags & REMOVE_QUIETLY && error == -ENOENT ? 0 : error, 0);
}
