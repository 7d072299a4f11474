#include "script.h"

#include <linux/mount.h>

enum { MODE_DIR = 0755, MAX_ARGV = 256, FD_FLOOR = 64, F_DUPFD_CLOEXEC_ = 1030, S_IFCHR_ = 020000, AT_RECURSIVE_ = 0x8000 };

static void check(long result, const char *what, const char *path) {
  if (result < 0) fail(EXIT_SETUP_FAILED, what, path, result);
}

/* Every submount as well: a read-only remount by itself leaves those below it writable. */
static void restrict_mount(const char *path, u64 attributes) {
  struct mount_attr attr = { .attr_set = attributes };
  check(SC5(mount_setattr, K_AT_FDCWD, path, AT_RECURSIVE_, &attr, sizeof attr), "cannot make a mount read-only at", path);
}

static void make_file(const char *path, const char *content, size_t length, u32 mode) {
  int fd = (int)SC4(openat, K_AT_FDCWD, path, K_O_WRONLY | K_O_CREAT | K_O_EXCL | K_O_CLOEXEC, mode);
  check(fd, "cannot make the file", path);
  check(write_all(fd, content, length), "cannot write", path);
  SC1(close, fd);
}

/* Whose group it is changes what it allows, and must come first: it takes the set-group-id bit away. */
static void give_to_group(const char *path, u32 group, u32 mode) {
  check(SC5(fchownat, K_AT_FDCWD, path, -1, group, 0), "cannot give to the program's group", path);
  check(SC3(fchmodat, K_AT_FDCWD, path, mode), "cannot set the mode of", path);
}

static void copy_file(const char *from, const char *to, u32 mode) {
  static char buffer[65536];
  int source = (int)SC4(openat, K_AT_FDCWD, from, K_O_RDONLY | K_O_CLOEXEC, 0);
  check(source, "cannot read", from);
  int target = (int)SC4(openat, K_AT_FDCWD, to, K_O_WRONLY | K_O_CREAT | K_O_EXCL | K_O_CLOEXEC, mode);
  check(target, "cannot make the file", to);
  for (long n; (n = SC3(read, source, buffer, sizeof buffer)) != 0;) {
    check(n, "cannot read", from);
    check(write_all(target, buffer, (size_t)n), "cannot write", to);
  }
  SC1(close, source);
  SC1(close, target);
}

int move_high(int fd) {
  int high = (int)SC3(fcntl, fd, F_DUPFD_CLOEXEC_, FD_FLOOR);
  check(high, "cannot keep a file open", 0);
  SC1(close, fd);
  return high;
}

int open_high(const char *path, int flags) {
  int low = (int)SC4(openat, K_AT_FDCWD, path, flags | K_O_CLOEXEC, 0);
  check(low, "cannot open", path);
  return move_high(low);
}

void pass_fd(struct plan *plan, int fd, int target) {
  if (plan->passed_count == MAX_PASSED) fail(EXIT_MISUSED, "too many descriptors", 0, 0);
  plan->passed[plan->passed_count].fd = fd;
  plan->passed[plan->passed_count++].target = target;
}

static void enter_root(const char *path) {
  check(SC1(chdir, path), "cannot enter", path);
  check(SC2(pivot_root, ".", "."), "cannot make a root of", path);
  check(SC2(umount2, ".", 2 /* MNT_DETACH */), "cannot leave the host's root for", path);
  check(SC1(chdir, "/"), "cannot enter", "/");
}

struct reader { char *at, *end; };

static char *next(struct reader *script) {
  char *text = script->at;
  while (script->at < script->end && *script->at) script->at++;
  if (script->at++ >= script->end) fail(EXIT_MISUSED, "the script ends in the middle", 0, 0);
  return text;
}

static u32 next_u32(struct reader *script) { return (u32)str_u64(next(script), 0); }

static char **read_argv(struct reader *script) {
  static char *argv[MAX_ARGV + 1];
  u32 n = 0;
  while (script->at < script->end) {
    if (n == MAX_ARGV) fail(EXIT_MISUSED, "too many arguments", 0, 0);
    argv[n++] = next(script);
  }
  argv[n] = 0;
  return argv;
}

static void operate(char operation, struct reader *script, struct plan *plan) {
  char *a = next(script), *b;
  switch (operation) {
    case 'd': check(SC3(mkdirat, K_AT_FDCWD, a, next_u32(script)), "cannot make the folder", a); break;
    case 'w': b = next(script); make_file(a, b, str_len(b), 0644); break;
    case 'y': b = next(script); copy_file(a, b, next_u32(script)); break;
    case 'l': b = next(script); check(SC3(symlinkat, a, K_AT_FDCWD, b), "cannot make the link", b); break;
    /* not nosuid: nsjail remounts its root without it, which a user namespace may not */
    case 't': b = next(script); check(SC5(mount, "bailiff", a, "tmpfs", 0, b), "cannot mount a tmpfs at", a); break;
    case 'P': check(SC5(mount, "proc", a, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, 0), "cannot mount proc at", a); break;
    case 'b': b = next(script); check(SC5(mount, a, b, 0, MS_BIND | MS_REC, 0), "cannot bind", a); break;
    case 'r': restrict_mount(a, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV); break;
    case 'v': restrict_mount(a, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC); break;
    case 'g': {
      u32 group = next_u32(script), mode = next_u32(script);
      give_to_group(a, group, mode);
      break;
    }
    case 'n': {
      u32 major = next_u32(script), minor = next_u32(script);
      check(SC4(mknodat, K_AT_FDCWD, a, S_IFCHR_ | 0666, major << 8 | minor), "cannot make the device", a);
      break;
    }
    case 'c':
      if (plan->cgroup_count == MAX_CGROUPS) fail(EXIT_MISUSED, "too many cgroups", 0, 0);
      plan->cgroups[plan->cgroup_count++] = open_high(a, K_O_WRONLY);
      break;
    case 'o': {
      u32 target = next_u32(script);
      int flags = *next(script) == 'w' ? K_O_RDWR : K_O_RDONLY;
      pass_fd(plan, open_high(a, flags), (int)target);
      break;
    }
    case 'k': {
      struct workspace workspace = { .source = a, .type = next(script), .options = next(script), .at = next(script), .folder = next(script), .to = next(script) };
      workspace.stored = next_u32(script);
      workspace.shown = next_u32(script);
      mount_workspace(&workspace);
      break;
    }
    case 'R': enter_root(a); break;
    default: fail(EXIT_MISUSED, "unknown operation in the script", 0, operation);
  }
}

void run_script(char *script, size_t length, struct plan *plan) {
  struct reader reader = { script, script + length };
  check(SC5(mount, 0, "/", 0, MS_REC | MS_PRIVATE, 0), "cannot leave mount propagation of", "/");
  SC1(umask, 0);
  while (reader.at < reader.end) {
    char operation = *next(&reader);
    if (operation == 'x') {
      plan->argv = read_argv(&reader);
      return;
    }
    operate(operation, &reader, plan);
  }
  fail(EXIT_MISUSED, "the script starts nothing", 0, 0);
}
