#include <linux/capability.h>
#include <linux/sched.h>

#include "gate.h"

enum { FAILED_TO_START = 127 };

/* What the child needs; it shares the gate's memory until it executes (vfork(2) semantics). */
struct start {
  const struct job *job;
  int in, out, err, own_uid, grouped, terminal;
  volatile u32 exec_errno;
};

static _Noreturn void give_up(struct start *start, long error) {
  start->exec_errno = (u32)-error;
  for (;;) SC1(exit, FAILED_TO_START);
}

static const char *home = "/box";

void note_home(void) {
  int fd = (int)SC4(openat, K_AT_FDCWD, "/workspace", K_O_RDONLY | K_O_DIRECTORY | K_O_CLOEXEC, 0);
  if (fd < 0 && fd != -EACCES) return;
  if (fd >= 0) SC1(close, fd);
  home = "/workspace";
}

static void need(struct start *start, long result) {
  if (result < 0) give_up(start, result);
}

/* The program, and not nsjail or the gate, is what the kernel's OOM killer is to take. */
static void volunteer_for_oom(void) {
  int fd = (int)SC4(openat, FD_PROC, "self/oom_score_adj", K_O_WRONLY | K_O_CLOEXEC, 0);
  if (fd < 0) return;
  SC3(write, fd, "1000", 4);
  SC1(close, fd);
}

static void drop_privileges(struct start *start) {
  if (start->own_uid) {
    need(start, SC3(setresgid, PROGRAM_ID, PROGRAM_ID, PROGRAM_ID));
    need(start, SC3(setresuid, PROGRAM_ID, PROGRAM_ID, PROGRAM_ID));
  }
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct none[2] = { { 0 } };
  need(start, SC2(capset, &header, none)); /* the inheritable set too, which a change of uid leaves */
}

/* Its number is above all that an interpreter opens while it starts: those are to be what they are in a cold start. */
static void close_all_but_hook(struct start *start) {
  if (start->job->hook < 0) {
    need(start, SC3(close_range, 3, ~0u, 0));
    return;
  }
  need(start, SC3(dup3, start->job->hook, HOOK_FD, 0));
  need(start, SC3(close_range, 3, HOOK_FD - 1, 0));
  need(start, SC3(close_range, HOOK_FD + 1, ~0u, 0));
}

static void child_main(void *argument) {
  struct start *start = argument;
  if (start->own_uid) act_as(0);
  volunteer_for_oom();
  u64 no_signal = 0;
  SC4(rt_sigprocmask, 2 /* SIG_SETMASK */, &no_signal, 0, 8); /* the gate blocks SIGCHLD */
  SC0(setsid);
  if (start->terminal) need(start, take_terminal(start->in));
  need(start, SC3(dup3, start->in, 0, 0));
  need(start, SC3(dup3, start->out, 1, 0));
  need(start, SC3(dup3, start->err, 2, 0));
  close_all_but_hook(start);
  SC1(umask, 022);
  need(start, set_limits(0, &start->job->ask, start->own_uid, start->grouped));
  drop_privileges(start);
  long error = SC1(chdir, start->job->cwd ? start->job->cwd : home);
  if (error) give_up(start, error - NO_FOLDER);
  spread();
  give_up(start, execute(start->job->argv, start->job->envp));
}

static void make_pipe(int ends[2]) {
  long error = SC2(pipe2, ends, K_O_CLOEXEC);
  if (error) fail(EXIT_SETUP_FAILED, "gate: no pipe", 0, error);
}

static void open_stdin(const struct job *job, const struct link *link, int ends[2]) {
  ends[0] = link->in;
  ends[1] = -1;
  if (link->in >= 0) return;
  if (job->ask.flags & REQUEST_STDIN_PIPE) {
    make_pipe(ends);
    return;
  }
  const char *path = job->ask.flags & REQUEST_STDIN_FILE ? "/in/stdin" : "/dev/null";
  ends[0] = (int)SC4(openat, K_AT_FDCWD, path, K_O_RDONLY | K_O_CLOEXEC, 0);
  if (ends[0] < 0) fail(EXIT_SETUP_FAILED, "gate: cannot open stdin", path, ends[0]);
}

/* Where the gate reads stdout (-1: nowhere, it goes to the other side) and where the program writes it. */
static void open_stdout(const struct job *job, const struct link *link, int ends[2]) {
  ends[0] = -1;
  ends[1] = link->out;
  if (link->out < 0 || job->ask.flags & REQUEST_RECORD) make_pipe(ends);
}

static int copy_of(int fd) {
  int copy = (int)SC3(fcntl, fd, 1030 /* F_DUPFD_CLOEXEC */, 0);
  if (copy < 0) fail(EXIT_SETUP_FAILED, "gate: no descriptor", 0, copy);
  return copy;
}

/* The gate reads and writes one end of the terminal, the program has the other one three times. */
static void open_streams(const struct job *job, int in[2], int out[2], int err[2]) {
  open_terminal(job, &out[0], &out[1]);
  in[0] = copy_of(out[1]);
  in[1] = copy_of(out[0]);
  err[0] = -1;
  err[1] = copy_of(out[1]);
}

void start_program(const struct job *job, const struct link *link, int own_uid, int grouped, struct program *program) {
  static u8 stack[32768] __attribute__((aligned(16)));
  int in[2], out[2], err[2];
  int terminal = !!(job->ask.flags & REQUEST_TERMINAL);
  if (terminal) {
    open_streams(job, in, out, err);
  } else {
    open_stdin(job, link, in);
    open_stdout(job, link, out);
    make_pipe(err);
  }
  struct start start = { job, in[0], out[1], err[1], own_uid, grouped, terminal, 0 };
  gather();
  program->started_ns = now_ns();
  long pid = clone_on(CLONE_VM | CLONE_VFORK | CLONE_PIDFD | K_SIGCHLD, stack + sizeof stack, &program->pidfd, child_main, &start);
  if (pid < 0) fail(EXIT_SETUP_FAILED, "gate: cannot fork", 0, pid);
  program->executed_ns = stamp(job);
  spread();
  hold_for((int)pid);
  SC1(close, in[0]);
  SC1(close, out[1]);
  SC1(close, err[1]);
  program->pid = (int)pid;
  program->ended_ns = program->stopped_ns = 0;
  program->exec_errno = start.exec_errno;
  program->in = in[1];
  program->out = out[0];
  program->err = err[0];
  program->is_terminal = terminal;
  program->forward = out[0] < 0 ? -1 : link->out;
}
