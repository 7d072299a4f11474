/* Every attack in C starts with this: it runs nowhere but in a jail, and it ends by itself. */
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_JAILED = 97, MOST_FORKS = 500, MOST_SECONDS = 20 };

static int *guard_forks;
static int guard_passed;

__attribute__((constructor)) static void guard(void) {
  const char *jailed = getenv("JAILED");
  if (!jailed || strcmp(jailed, "1") != 0 || access("/gate", F_OK) != 0) _exit(NOT_JAILED);
  guard_forks = (int *)mmap(0, sizeof *guard_forks, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  alarm(MOST_SECONDS);
}

/* fork(2), as often as is safe in the whole tree, each child with an alarm of its own. */
__attribute__((unused)) static pid_t guard_fork(void) {
  if (__atomic_fetch_add(guard_forks, 1, __ATOMIC_SEQ_CST) >= MOST_FORKS) {
    errno = EAGAIN;
    return -1;
  }
  pid_t pid = fork();
  if (pid == 0) alarm(MOST_SECONDS);
  return pid;
}

/* Memory that is really there, each page of it written to. */
__attribute__((unused)) static void guard_take(size_t bytes) {
  volatile char *memory = (volatile char *)mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  for (size_t at = 0; at < bytes; at += 4096) memory[at] = 1;
}

/* Says so when something that must fail does not. */
__attribute__((unused)) static void must_fail(const char *what, long result) {
  if (result == -1) return;
  printf("%s got through with %ld\n", what, result);
  guard_passed = 1;
}

__attribute__((unused)) static void must_fail_with(const char *what, long result, int error) {
  if (result == -1 && errno == error) return;
  printf("%s got through with %ld (errno %d)\n", what, result, errno);
  guard_passed = 1;
}

/* The exit code of an attack of several calls: 0 when all were refused. */
__attribute__((unused)) static int guard_end(void) {
  if (!guard_passed) puts("refused");
  return guard_passed;
}
