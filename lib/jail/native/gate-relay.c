/* Between a program and the host while it runs, and the limits that the gate holds. */
#include "counters.h"
#include "gate.h"

enum { ENOUGH = 32768, MAX_POLL_NS = 10000000, MIN_POLL_NS = 1000000, LOOK_NS = 250000000, STOPPED_NS = 500000000 };
enum { ENDED, STDOUT, STDERR, HOST, STDIN, ORPHANS, FORWARD, WATCHED };

/* Ends the wait when the limits say so; else how long to wait until they can have been reached. */
static u64 check_limits(const struct job *job, int grouped, u64 elapsed_ns, struct outcome *outcome) {
  u64 wait = job->ask.wall_ns - elapsed_ns, cores = job->ask.cores;
  if (elapsed_ns >= job->ask.wall_ns) {
    outcome->cause = CAUSE_WALL;
    wait = 0;
  }
  /* n cores burn n times as fast, so look again when half of what they need has passed */
  u64 soonest = job->ask.cpu_ns / (2 * cores);
  u64 used = elapsed_ns < soonest ? 0 : used_cpu_ns(grouped);
  if (used >= job->ask.cpu_ns) outcome->cause = CAUSE_CPU;
  u64 poll = (job->ask.cpu_ns - used) / (2 * cores);
  if (elapsed_ns < soonest) poll = soonest - elapsed_ns;
  if (!grouped) {
    if (used_memory_bytes() > job->ask.memory_bytes) outcome->cause = CAUSE_MEMORY;
    if (poll > MAX_POLL_NS) poll = MAX_POLL_NS;
  }
  if (poll < MIN_POLL_NS) poll = MIN_POLL_NS;
  return poll < wait ? poll : wait;
}

/* Who is so late for a look was stopped, and everything with it (SIGSTOP to the whole tree, the freezer, a container
 * on hold): no program can do that to its gate, and the time is not the program's. */
static void note_stop(u64 looked_ns, u64 due_ns, u64 now, struct program *program, struct deadline *deadline) {
  if (now < due_ns + STOPPED_NS) return;
  program->stopped_ns += now - looked_ns;
  deadline->wall_ns += now - looked_ns;
}

void set_nonblocking(int fd, int mode) { SC3(fcntl, fd, 4 /* F_SETFL */, mode | K_O_NONBLOCK); }

static void watch(const struct job *job, const struct program *program, struct pollfd_ fds[WATCHED]) {
  int space = room();
  int to_send = frames_bytes() && (!space || frames_bytes() > ENOUGH || job->ask.flags & REQUEST_STREAM);
  fds[ENDED] = (struct pollfd_){ program->pidfd, K_POLLIN, 0 };
  fds[STDOUT] = (struct pollfd_){ space && !chunk_waits() ? program->out : -1, K_POLLIN, 0 };
  fds[STDERR] = (struct pollfd_){ space ? program->err : -1, K_POLLIN, 0 };
  fds[HOST] = (struct pollfd_){ FD_CONTROL, (short)(K_POLLIN | (to_send ? K_POLLOUT : 0)), 0 };
  fds[STDIN] = (struct pollfd_){ stdin_waits() ? program->in : -1, K_POLLOUT, 0 };
  fds[ORPHANS] = (struct pollfd_){ orphans_fd(), K_POLLIN, 0 };
  /* POLLERR: the other side reads no more */
  fds[FORWARD] = (struct pollfd_){ program->forward, (short)(chunk_waits() ? K_POLLOUT : 0), 0 };
}

static void serve(const struct job *job, struct program *program, const struct pollfd_ fds[WATCHED], struct outcome *outcome) {
  if (fds[STDOUT].revents) pump_stdout(job, program, outcome);
  if (fds[STDERR].revents) pump_stderr(program, outcome);
  if (fds[HOST].revents & K_POLLOUT || job->ask.flags & REQUEST_STREAM) flush_frames(0);
  if (fds[HOST].revents & (K_POLLIN | K_POLLHUP | K_POLLERR)) hear(program, outcome);
  if (fds[STDIN].revents) feed_stdin(program);
  if (fds[FORWARD].revents) pass_on(program, fds[FORWARD].revents);
}

void relay(const struct job *job, int grouped, struct program *program, struct deadline *deadline, struct outcome *outcome) {
  begin_stdin(job, program);
  begin_streams(job, program);
  u64 looked_ns = now_ns(), due_ns = looked_ns;
  for (int ended = 0, more_dead = 0; !ended && !outcome->cause;) {
    u64 now = now_ns();
    note_stop(looked_ns, due_ns, now, program, deadline);
    u64 wait_ns = check_limits(job, grouped, now - program->started_ns - program->stopped_ns, outcome);
    if (outcome->cause) break;
    if (wait_ns > LOOK_NS) wait_ns = LOOK_NS;
    looked_ns = now;
    due_ns = now + wait_ns;
    if (more_dead) wait_ns = 0;
    struct pollfd_ fds[WATCHED];
    watch(job, program, fds);
    struct timespec64 timeout = { (i64)(wait_ns / 1000000000u), (i64)(wait_ns % 1000000000u) };
    if (SC5(ppoll, fds, WATCHED, &timeout, 0, 0) < 0) continue;
    ended = fds[ENDED].revents != 0;
    if (ended) saw_end(program);
    if (!ended && (more_dead || fds[ORPHANS].revents)) more_dead = reap_orphans(program->pid);
    serve(job, program, fds, outcome);
  }
  u64 now = now_ns();
  note_stop(looked_ns, due_ns, now, program, deadline);
  outcome->wall_ns = now - program->started_ns - program->stopped_ns;
}
