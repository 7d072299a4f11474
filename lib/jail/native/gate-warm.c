/* A warm program: an interpreter that the gate starts while the jail is parked, as its child, with the walls of any
 * other program around it. A hook of ours (toolchains/hooks) stops it before it opens its main file. It says so with
 * one byte on HOOK_FD, and is then told, up to the end of the stream: where its stdin is (a path, or nothing: what it
 * has), how many arguments follow, these, and all of its environment, each NUL-ended. It says so with another byte,
 * and from then on what happens is the program's doing. */
#include "gate.h"

enum { AF_UNIX_ = 1, SOCK_STREAM_ = 1, SHUT_WR_ = 1, MSG_DONTWAIT_ = 0x40, SAID_BYTES = 2048, WARM_UP_NS = 1000000000 };

#define PARKED_END "gate: the warm program ended while it was parked"

static int hook, parked_argc;
static char **parked_argv;

/* The cell is thrown away, with what the program said in the host's log. Nobody but our hook has run in it. */
static _Noreturn void lose(struct program *program, const char *how, long error) {
  static char said[SAID_BYTES];
  SC3(fcntl, program->err, 4 /* F_SETFL */, K_O_RDONLY | K_O_NONBLOCK);
  long n = SC3(read, program->err, said, sizeof said);
  complain(how, 0, error);
  if (n > 0) write_all(2, said, (size_t)n);
  send_frame(FRAME_LOST, 0, 0, 0, 0);
  park();
}

/* Limits that only stop a start that goes wrong; the stack is what it will be, since runtimes look at it once. */
static struct request parked_ask(u64 stack_bytes) {
  return (struct request){ .flags = REQUEST_STDIN_PIPE, .cpu_ns = 60ull * WARM_UP_NS, .file_bytes = ~0ull, .stack_bytes = stack_bytes,
                           .open_files = ~0u, .memory_bytes = 1ull << 50, .processes = 1u << 20 };
}

/* Which of the two has something to say; the program's end counts first. */
static int wait_for(int fd, const struct program *program, const struct timespec64 *timeout) {
  struct pollfd_ fds[2] = { { fd, K_POLLIN, 0 }, { program->pidfd, K_POLLIN, 0 } };
  long n;
  while ((n = SC5(ppoll, fds, 2, timeout, 0, 0)) == -EINTR);
  if (n <= 0 || fds[1].revents) return -1;
  return fd;
}

void warm_up(char **spec, int own_uid, int grouped, struct program *program) {
  static const struct timespec64 patience = { 10, 0 };
  struct link link = { -1, -1 };
  int ends[2];
  u8 byte;
  long error = SC4(socketpair, AF_UNIX_, SOCK_STREAM_ | K_O_CLOEXEC, 0, ends);
  if (error) fail(EXIT_SETUP_FAILED, "gate: no socket for the hook", 0, error);
  struct job job = { .ask = parked_ask(str_u64(spec[0], 0)), .hook = ends[1] };
  parked_argc = (int)str_u64(spec[1], 0);
  parked_argv = spec + 1;
  for (int i = 0; i < parked_argc; i++) parked_argv[i] = spec[2 + i];
  parked_argv[parked_argc] = 0; /* behind it begins the environment, which ends as our own arguments do */
  job.argv = parked_argv;
  job.envp = parked_argv + parked_argc + 1;
  start_program(&job, &link, own_uid, grouped, program);
  hook = ends[0];
  SC1(close, ends[1]);
  if (program->exec_errno) lose(program, "gate: the warm program cannot be started", program->exec_errno);
  if (wait_for(hook, program, &patience) < 0 || SC3(read, hook, &byte, 1) != 1) lose(program, "gate: the warm program did not get to its hook", 0);
}

void await_word(struct program *program) {
  if (wait_for(FD_CONTROL, program, 0) < 0) lose(program, PARKED_END, 0);
}

/* The limits of a process are for who has all of its ids, if only as real ones. Nobody but our hook sees that. */
static void limit(const struct job *job, int own_uid, int grouped, struct program *program) {
  if (own_uid) {
    SC3(setresgid, PROGRAM_ID, -1, -1);
    SC3(setresuid, PROGRAM_ID, -1, -1);
  }
  long error = set_limits(program->pid, &job->ask, own_uid, grouped);
  if (own_uid) {
    SC3(setresuid, 0, -1, -1);
    SC3(setresgid, 0, -1, -1);
    act_as(PROGRAM_ID);
  }
  if (error == -ESRCH) lose(program, PARKED_END, 0);
  if (error) fail(EXIT_SETUP_FAILED, "gate: cannot limit the warm program", 0, error);
}

static const char *stdin_path(u32 flags) {
  if (flags & REQUEST_STDIN_PIPE) return "";
  return flags & REQUEST_STDIN_FILE ? "/in/stdin" : "/dev/null";
}

static void check_command(const struct job *job) {
  int same = job->ask.argc >= (u32)parked_argc && !(job->ask.flags & REQUEST_JOINED);
  for (int i = 0; same && i < parked_argc; i++) same = str_eq(job->argv[i], parked_argv[i]);
  if (!same) fail(EXIT_MISUSED, "gate: the request is for another command than the warm one", 0, 0);
}

void release(const struct job *job, int own_uid, int grouped, struct program *program) {
  u32 more = job->ask.argc - (u32)parked_argc;
  /* what the program is told lies in one piece in the request: its arguments, then its environment */
  const char *told = more ? job->argv[parked_argc] : job->ask.envc ? job->envp[0] : job->files;
  const char *path = stdin_path(job->ask.flags);
  char head[64];
  size_t n = str_len(path) + 1;
  check_command(job);
  limit(job, own_uid, grouped, program);
  memcpy(head, path, n);
  char *end = put_u64(head + n, more);
  *end++ = 0;
  program->started_ns = now_ns();
  if (write_all(hook, head, (size_t)(end - head)) || write_all(hook, told, (size_t)(job->files - told)))
    lose(program, PARKED_END, 0);
  SC2(shutdown, hook, SHUT_WR_);
  program->executed_ns = stamp(job);
  if (*path) SC1(close, program->in), program->in = -1;
}

void check_taken(const struct outcome *outcome, u32 oom_kills, struct program *program) {
  u8 byte;
  if (outcome->cause || oom_kills) return;
  if (SC6(recvfrom, hook, &byte, 1, MSG_DONTWAIT_, 0, 0) != 1) lose(program, PARKED_END, 0);
}
