/* Who is not root of the machine becomes that of a user namespace.
 *
 * A process gives itself one id there, its own. Others are given from outside, by whoever may: newuidmap(1) and
 * newgidmap(1), which look into /etc/subuid and /etc/subgid; or root of a container by itself, who has no right to
 * mount but that to change ids. So a process is left outside for it. Inside, 0 is launch's own, 1 and 2 are the slot's.
 * A session has one such namespace (place.c), in which each of its launches makes another: there 1 and 2 are the same. */
#include "ids.h"

#include <linux/prctl.h>
#include <linux/sched.h>

#include "protocol.h"

enum { MAP_TEXT = 96, NUMBER = 24 };

/* What both mappers and the kernel are told: inside, outside, how many; twice. */
struct map {
  char own[NUMBER], first[NUMBER];
};

static int write_text(const char *path, const char *text) {
  int fd = (int)SC4(openat, K_AT_FDCWD, path, K_O_WRONLY | K_O_CLOEXEC, 0);
  if (fd < 0) return fd;
  long error = write_all(fd, text, str_len(text));
  SC1(close, fd);
  return (int)error;
}

static char *put_text(char *to, const char *text) {
  size_t n = str_len(text);
  memcpy(to, text, n);
  to[n] = 0;
  return to + n;
}

static char *put_number(char *to, u64 value) {
  char *end = put_u64(to, value);
  *end = 0;
  return end;
}

static void map_one(const char *path, u64 id) {
  char text[MAP_TEXT];
  put_text(put_number(put_text(text, "0 "), id), " 1\n");
  int error = write_text(path, text);
  if (error) fail(EXIT_SETUP_FAILED, "cannot write", path, error);
}

static void unshare_user(void) {
  long error = SC1(unshare, CLONE_NEWUSER);
  if (error) fail(EXIT_SETUP_FAILED, "cannot make a user namespace", 0, error);
}

static void own_id_alone(void) {
  u64 uid = (u64)SC0(geteuid), gid = (u64)SC0(getegid);
  unshare_user();
  int error = write_text("/proc/self/setgroups", "deny");
  if (error) fail(EXIT_SETUP_FAILED, "cannot write", "/proc/self/setgroups", error);
  map_one("/proc/self/uid_map", uid);
  map_one("/proc/self/gid_map", gid);
}

/* For root of a container. */
static int write_map(const char *pid, const char *file, const struct map *map) {
  char path[MAP_TEXT], text[MAP_TEXT];
  put_text(put_text(put_text(path, "/proc/"), pid), file);
  put_text(put_text(put_text(put_text(put_text(text, "0 "), map->own), " 1\n1 "), map->first), " 2\n");
  return write_text(path, text);
}

/* Its words on stderr are the host's to see. */
static void run_mapper(char *mapper, char *pid, const struct map *map) {
  char *argv[] = { mapper, pid, "0", (char *)map->own, "1", "1", (char *)map->first, "2", 0 };
  static char *no_env[] = { 0 };
  int status;
  long child = SC5(clone, K_SIGCHLD, 0, 0, 0, 0);
  if (child < 0) fail(EXIT_SETUP_FAILED, "cannot fork", 0, child);
  if (child == 0) {
    SC3(close_range, 3, ~0u, 0);
    fail(EXIT_SETUP_FAILED, "cannot start", mapper, SC3(execve, mapper, argv, no_env));
  }
  if (SC4(wait4, child, &status, 0, 0) != child || status) fail(EXIT_SETUP_FAILED, "no ids were given by", mapper, 0);
}

static void give(char *mapper, char *pid, const char *file, const struct map *map) {
  if (write_map(pid, file, map)) run_mapper(mapper, pid, map);
}

/* Outside: waits until the namespace is there. */
static _Noreturn void give_ids(int ready, u64 pid, u64 first, char *uid_mapper, char *gid_mapper) {
  char target[NUMBER];
  struct map uids, gids;
  u8 byte;
  SC5(prctl, PR_SET_PDEATHSIG, K_SIGKILL, 0, 0, 0);
  put_number(target, pid);
  put_number(uids.own, (u64)SC0(geteuid));
  put_number(gids.own, (u64)SC0(getegid));
  put_number(uids.first, first);
  memcpy(gids.first, uids.first, sizeof gids.first);
  if (read_all(ready, &byte, 1) != 1) sys_exit(EXIT_CLOSED);
  give(uid_mapper, target, "/uid_map", &uids);
  give(gid_mapper, target, "/gid_map", &gids);
  sys_exit(0);
}

static void own_and_two(u64 first, char *uid_mapper, char *gid_mapper) {
  int ready[2], status;
  u64 pid = (u64)SC0(getpid);
  long error = SC2(pipe2, ready, K_O_CLOEXEC);
  if (error) fail(EXIT_SETUP_FAILED, "cannot make a pipe", 0, error);
  long giver = SC5(clone, K_SIGCHLD, 0, 0, 0, 0);
  if (giver < 0) fail(EXIT_SETUP_FAILED, "cannot fork", 0, giver);
  if (giver == 0) {
    SC1(close, ready[1]);
    give_ids(ready[0], pid, first, uid_mapper, gid_mapper);
  }
  SC1(close, ready[0]);
  unshare_user();
  write_all(ready[1], "", 1);
  SC1(close, ready[1]);
  if (SC4(wait4, giver, &status, 0, 0) != giver || status) sys_exit(EXIT_SETUP_FAILED); /* it has said why */
}

enum ids ids_named(const char *name) {
  if (str_eq(name, "root")) return IDS_OF_MACHINE;
  if (str_eq(name, "mapped")) return IDS_MAPPED;
  if (str_eq(name, "joined")) return IDS_JOINED;
  return str_eq(name, "one") ? IDS_ONE : IDS_UNKNOWN;
}

void become_root(enum ids ids, u32 slot, char *uid_mapper, char *gid_mapper) {
  if (ids == IDS_MAPPED) own_and_two(2ull * slot, uid_mapper, gid_mapper);
  if (ids == IDS_JOINED) own_and_two(1, uid_mapper, gid_mapper);
  if (ids == IDS_ONE) own_id_alone();
}
