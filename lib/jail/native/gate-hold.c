/* Who ended first? When a joined program ends, the kernel closes its ends before it says that the process has ended,
 * and the other side, on the same core, often reads the end of its stdin and is gone by then (measured: every fourth
 * time). So the gate keeps a copy of either end until it has noted the end of the main process.
 *
 * But a program may close its stdout and live on, which the other side must see at once. The program's own description
 * of an end holds a lock, which the kernel takes away with it; a thread of the gate waits for that lock, and then
 * closes the copy, after the main process's end if that is what is happening. The two ends of a FIFO lock in two ways
 * (flock(2), and for writers, who may not share one lock with readers, fcntl(2)), since they are one file. */
#include <linux/futex.h>
#include <linux/sched.h>

#include "gate.h"
#include "proc.h"

enum {
  F_OFD_SETLK_ = 37,
  F_OFD_SETLKW_ = 38,
  F_WRLCK_ = 1,
  LOCK_EX_ = 2,
  LOCK_NB_ = 4,
  PF_EXITING_ = 4, /* set before a process lets go of anything (include/linux/sched.h) */
  FLAGS_FIELD = 9, /* proc_pid_stat(5) */
  THREAD_FLAGS = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM,
};

static volatile int main_pid;
static volatile u32 ended;
static int copy_of_in, copy_of_out;

static long lock_in(int fd, int may_wait) { return SC2(flock, fd, LOCK_EX_ | (may_wait ? 0 : LOCK_NB_)); }

static long lock_out(int fd, int may_wait) {
  struct { short type, whence; i64 start, length; int pid; } lock = { .type = F_WRLCK_, .length = 1 };
  return SC3(fcntl, fd, may_wait ? F_OFD_SETLKW_ : F_OFD_SETLK_, &lock);
}

int main_is_ending(void) {
  char text[PROC_TEXT];
  const char *flags = read_stat((u64)main_pid, FLAGS_FIELD, text);
  return !*flags || str_u64(flags, 0) & PF_EXITING_;
}

static _Noreturn void let_go(int copy) {
  if (main_is_ending())
    while (!ended) SC4(futex, &ended, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 0, 0);
  SC1(close, copy);
  for (;;) SC1(exit, 0);
}

static void await_in(void *unused) {
  (void)unused;
  while (lock_in(copy_of_in, 1) == -EINTR);
  let_go(copy_of_in);
}

static void await_out(void *unused) {
  (void)unused;
  while (lock_out(copy_of_out, 1) == -EINTR);
  let_go(copy_of_out);
}

static void start_thread(void (*thread)(void *), u8 *stack_top) {
  long error = clone_on(THREAD_FLAGS, stack_top, 0, thread, 0);
  if (error < 0) fail(EXIT_SETUP_FAILED, "gate: cannot start a thread", 0, error);
}

static void check(long error) {
  if (error) fail(EXIT_SETUP_FAILED, "gate: cannot lock an end", 0, error);
}

void hold_in(int own, int copy) {
  static u8 stack[8192] __attribute__((aligned(16)));
  copy_of_in = copy;
  check(lock_in(own, 0));
  start_thread(await_in, stack + sizeof stack);
}

void hold_out(int own, int copy) {
  static u8 stack[8192] __attribute__((aligned(16)));
  copy_of_out = copy;
  check(lock_out(own, 0));
  start_thread(await_out, stack + sizeof stack);
}

void hold_for(int pid) { main_pid = pid; }

void saw_end(struct program *program) {
  if (program->ended_ns) return;
  program->ended_ns = now_ns();
  ended = 1;
  SC3(futex, &ended, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, HOLD_THREADS);
}
