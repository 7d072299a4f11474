#pragma once
#include "protocol.h"

enum { MAX_CGROUPS = 8, MAX_PASSED = 16 };

/* What the script leaves for the start of nsjail. */
struct plan {
  int cgroups[MAX_CGROUPS]; /* cgroup.procs files that nsjail enters */
  u32 cgroup_count;
  struct { int fd, target; } passed[MAX_PASSED];
  u32 passed_count;
  char **argv;
};

/* Runs the host's script: one operation after another, each a letter and its arguments, all NUL-ended. */
void run_script(char *script, size_t length, struct plan *plan);
/* Opens a file, or moves an open one, above all numbers that are passed on: dup3(2) must not hit it. Close-on-exec. */
int open_high(const char *path, int flags);
int move_high(int fd);
/* script-mount.c */
struct workspace {
  const char *source, *type, *options; /* of a file system; without a type `at` is a folder */
  const char *at, *folder;             /* where it is mounted meanwhile, and the folder in it that is meant: "" or "/name" */
  const char *to;
  u64 stored, shown; /* the owner on the disk, and who is to be it in the cell */
};
void mount_workspace(const struct workspace *workspace);
/* A user namespace that shows one id as another; NO_MAP when they are the same. */
enum { NO_MAP = -1 };
int open_map(u64 stored, u64 shown);
int clone_workspace(const char *path, int map);
void attach_workspace(int tree, const char *to);
/* Notes a descriptor that nsjail is to have under another number. */
void pass_fd(struct plan *plan, int fd, int target);
