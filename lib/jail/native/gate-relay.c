#include "counters.h"
#include "gate.h"

enum { ENOUGH = 32768, MAX_POLL_NS = 10000000, MIN_POLL_NS = 1000000, LOOK_NS = 250000000, STOPPED_NS = 500000000 };

/* What stdout and stderr may still carry. */
static u64 cap_left[2];

/* Bytes of stdin that the program has not taken yet. */
static const u8 *stdin_at;
static size_t stdin_left;
static u8 stdin_chunk[CHUNK];
static int stdin_more, stdin_asked;

/* Moves what the pipe holds into a frame, up to the cap. 0: the pipe is closed, or the cap was passed. */
static int pump(int *fd, u8 type, u64 *left, u32 over, struct outcome *outcome) {
  long n = SC3(read, *fd, next_body(), CHUNK);
  if (n == -EINTR || n == -EAGAIN) return 1;
  if (n <= 0) {
    SC1(close, *fd);
    *fd = -1;
    return 0;
  }
  size_t kept = (u64)n < *left ? (size_t)n : (size_t)*left;
  *left -= kept;
  if ((size_t)n > kept) {
    outcome->truncated |= type == FRAME_STDOUT ? 1 : 2;
    if (!outcome->cause) outcome->cause = over;
  }
  if (kept) add_body(type, kept);
  return (size_t)n == kept;
}

static void over_stdout(struct outcome *outcome) {
  outcome->truncated |= 1;
  if (!outcome->cause) outcome->cause = CAUSE_STDOUT;
}

static void pump_stdout(const struct job *job, struct program *program, struct outcome *outcome) {
  if (!(job->ask.flags & REQUEST_RECORD)) {
    pump(&program->out, FRAME_STDOUT, &cap_left[0], CAUSE_STDOUT, outcome);
  } else if (!take_and_forward(program, &cap_left[0])) {
    over_stdout(outcome);
  }
}

static void close_stdin(struct program *program) {
  if (program->in >= 0 && program->is_terminal) say_end(program->in);
  if (program->in >= 0) SC1(close, program->in);
  program->in = -1;
}

static void feed_stdin(struct program *program) {
  if (stdin_left) {
    long n = SC3(write, program->in, stdin_at, stdin_left);
    if (n > 0) stdin_at += n, stdin_left -= (size_t)n;
    else if (n != -EAGAIN && n != -EINTR) close_stdin(program); /* EPIPE: nobody reads any more */
  }
  if (stdin_left || program->in < 0) return;
  if (!stdin_more) close_stdin(program);
  else if (!stdin_asked) {
    send_frame(FRAME_WANT, 0, 0, 0, 0);
    stdin_asked = 1;
  }
}

static u32 hear_u32(void) {
  u32 value;
  if (read_all(FD_CONTROL, &value, sizeof value) != 1) park();
  return value;
}

/* A terminal stays open for output when its input has ended. */
static void resize(struct program *program) {
  u32 columns = hear_u32(), rows = hear_u32();
  if (program->is_terminal && program->out >= 0) resize_terminal(program->out, columns, rows);
}

/* What the host says while a program runs: more of stdin, or that it is to end. */
static void hear(struct program *program, struct outcome *outcome) {
  struct frame_header header;
  if (read_all(FD_CONTROL, &header, sizeof header) != 1) park();
  if (header.type == FRAME_CANCEL && header.length == 0) {
    if (!outcome->cause) outcome->cause = CAUSE_CANCEL;
    return;
  }
  if (header.type == FRAME_SIGNAL && header.length == sizeof(u32)) {
    u32 signal = hear_u32();
    if (program->pid > 1) SC2(kill, -program->pid, signal);
    return;
  }
  if (header.type == FRAME_RESIZE && header.length == 2 * sizeof(u32)) {
    resize(program);
    return;
  }
  if (header.type != FRAME_STDIN || header.length > CHUNK || stdin_left) fail(EXIT_MISUSED, "gate: unexpected frame", 0, header.type);
  if (header.length && read_all(FD_CONTROL, stdin_chunk, header.length) != 1) park();
  stdin_at = stdin_chunk;
  stdin_left = header.length;
  stdin_asked = 0;
  if (!header.length) stdin_more = 0;
  if (program->in < 0) stdin_left = 0;
  else feed_stdin(program);
}

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

void drain(const struct job *job, struct program *program, struct outcome *outcome) {
  if (program->forward >= 0 && outcome->cause != CAUSE_CANCEL && !forward_rest(job, program, &cap_left[0])) over_stdout(outcome);
  struct { int *fd; u8 type; u32 over; } streams[2] = { { &program->out, FRAME_STDOUT, CAUSE_STDOUT }, { &program->err, FRAME_STDERR, CAUSE_STDERR } };
  for (int i = 0; i < 2; i++)
    while (*streams[i].fd >= 0) {
      struct pollfd_ pipe = { *streams[i].fd, K_POLLIN, 0 };
      struct timespec64 zero = { 0, 0 };
      if (SC5(ppoll, &pipe, 1, &zero, 0, 0) <= 0) break;
      if (!room()) flush_frames(1);
      if (!pump(streams[i].fd, streams[i].type, &cap_left[i], streams[i].over, outcome)) break;
    }
}

static void set_nonblocking(int fd, int mode) { SC3(fcntl, fd, 4 /* F_SETFL */, mode | K_O_NONBLOCK); }

void relay(const struct job *job, int grouped, struct program *program, struct deadline *deadline, struct outcome *outcome) {
  cap_left[0] = job->ask.stdout_cap;
  cap_left[1] = job->ask.stderr_cap;
  stdin_at = job->stdin_bytes;
  stdin_left = job->ask.stdin_length;
  stdin_more = !!(job->ask.flags & REQUEST_STDIN_MORE);
  /* its own pipes are open to the program (/proc/self/fd/1): it can take away what ppoll has seen */
  if (program->out >= 0) set_nonblocking(program->out, K_O_RDONLY);
  if (program->err >= 0) set_nonblocking(program->err, K_O_RDONLY);
  if (program->in >= 0) {
    set_nonblocking(program->in, K_O_WRONLY);
    feed_stdin(program);
  }
  if (program->forward >= 0) begin_forward(job, program);
  u64 looked_ns = now_ns(), due_ns = looked_ns;
  for (int ended = 0, more_dead = 0; !ended && !outcome->cause;) {
    u64 now = now_ns();
    note_stop(looked_ns, due_ns, now, program, deadline);
    u64 wait_ns = check_limits(job, grouped, now - program->started_ns - program->stopped_ns, outcome);
    if (outcome->cause) break;
    if (wait_ns > LOOK_NS) wait_ns = LOOK_NS;
    looked_ns = now;
    due_ns = now + wait_ns;
    int space = room();
    struct pollfd_ fds[7] = {
      { program->pidfd, K_POLLIN, 0 },
      { space && !chunk_waits() ? program->out : -1, K_POLLIN, 0 },
      { space ? program->err : -1, K_POLLIN, 0 },
      { FD_CONTROL, (short)(K_POLLIN | (frames_bytes() && (!space || frames_bytes() > ENOUGH || job->ask.flags & REQUEST_STREAM) ? K_POLLOUT : 0)), 0 },
      { stdin_left ? program->in : -1, K_POLLOUT, 0 },
      { orphans_fd(), K_POLLIN, 0 },
      { program->forward, (short)(chunk_waits() ? K_POLLOUT : 0), 0 }, /* POLLERR: the other side reads no more */
    };
    if (more_dead) wait_ns = 0;
    struct timespec64 timeout = { (i64)(wait_ns / 1000000000u), (i64)(wait_ns % 1000000000u) };
    if (SC5(ppoll, fds, 7, &timeout, 0, 0) < 0) continue;
    ended = fds[0].revents != 0;
    if (ended) saw_end(program);
    if (!ended && (more_dead || fds[5].revents)) more_dead = reap_orphans(program->pid);
    if (fds[1].revents) pump_stdout(job, program, outcome);
    if (fds[2].revents) pump(&program->err, FRAME_STDERR, &cap_left[1], CAUSE_STDERR, outcome);
    if (fds[3].revents & K_POLLOUT || job->ask.flags & REQUEST_STREAM) flush_frames(0);
    if (fds[3].revents & (K_POLLIN | K_POLLHUP | K_POLLERR)) hear(program, outcome);
    if (fds[4].revents) feed_stdin(program);
    if (fds[6].revents) pass_on(program, fds[6].revents);
  }
  u64 now = now_ns();
  note_stop(looked_ns, due_ns, now, program, deadline);
  outcome->wall_ns = now - program->started_ns - program->stopped_ns;
}
