/* What a program prints: from its pipes into frames, or on to the other side. */
#include "gate.h"

/* What stdout and stderr may still carry. */
static u64 cap_left[2];

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

void pump_stdout(const struct job *job, struct program *program, struct outcome *outcome) {
  if (!(job->ask.flags & REQUEST_RECORD)) {
    pump(&program->out, FRAME_STDOUT, &cap_left[0], CAUSE_STDOUT, outcome);
  } else if (!take_and_forward(program, &cap_left[0])) {
    over_stdout(outcome);
  }
}

void pump_stderr(struct program *program, struct outcome *outcome) {
  pump(&program->err, FRAME_STDERR, &cap_left[1], CAUSE_STDERR, outcome);
}

void begin_streams(const struct job *job, struct program *program) {
  cap_left[0] = job->ask.stdout_cap;
  cap_left[1] = job->ask.stderr_cap;
  /* its own pipes are open to the program (/proc/self/fd/1): it can take away what ppoll has seen */
  if (program->out >= 0) set_nonblocking(program->out, K_O_RDONLY);
  if (program->err >= 0) set_nonblocking(program->err, K_O_RDONLY);
  if (program->forward >= 0) begin_forward(job, program);
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
