/* Between joined programs, when the host wants to know what they say: what a program writes goes through its gate to
 * the other side's FIFO, and a copy of it to the host, until that has enough. The other side's pace is kept, and its
 * end is passed on, as by the FIFO itself. */
#include "gate.h"

static u8 chunk[CHUNK]; /* taken from the program, on its way */
static size_t chunk_at, chunk_left;
static u64 record_left;

void begin_forward(const struct job *job, struct program *program) {
  record_left = job->ask.record_cap;
  SC3(fcntl, program->forward, 4 /* F_SETFL */, K_O_WRONLY | K_O_NONBLOCK);
}

int chunk_waits(void) { return chunk_left > 0; }

/* Nobody writes any more: the other side reads the end of the stream. */
static void close_forward(struct program *program) {
  if (program->forward >= 0) SC1(close, program->forward);
  program->forward = -1;
}

/* Nobody reads any more: the program gets SIGPIPE, as it would without a gate in between. */
static void close_both(struct program *program) {
  close_forward(program);
  if (program->out >= 0) SC1(close, program->out);
  program->out = -1;
  chunk_left = 0;
}

static void forward(struct program *program) {
  while (chunk_left && program->forward >= 0) {
    long n = SC3(write, program->forward, chunk + chunk_at, chunk_left);
    if (n == -EINTR) continue;
    if (n == -EAGAIN) return;
    if (n < 0) {
      close_both(program);
      return;
    }
    chunk_at += (size_t)n;
    chunk_left -= (size_t)n;
  }
}

static void record(size_t n) {
  u64 now = now_ns();
  if (n > record_left) n = (size_t)record_left;
  record_left -= n;
  if (n) append_frame(FRAME_RECORD, &now, sizeof now, chunk, n);
}

int take_and_forward(struct program *program, u64 *cap_left) {
  long n = SC3(read, program->out, chunk, CHUNK);
  if (n == -EINTR || n == -EAGAIN) return 1;
  if (n <= 0) {
    SC1(close, program->out);
    program->out = -1;
    if (!main_is_ending()) close_forward(program);
    return 1;
  }
  int fits = (u64)n <= *cap_left;
  chunk_at = 0;
  chunk_left = fits ? (size_t)n : (size_t)*cap_left;
  *cap_left -= chunk_left;
  record(chunk_left);
  forward(program);
  return fits;
}

void pass_on(struct program *program, int events) {
  if (events & K_POLLERR) close_both(program);
  else forward(program);
}

/* The program is dead. What it said last still goes on for as long as the other side takes it: until the wall limit,
 * or a word of the host. */
int forward_rest(const struct job *job, struct program *program, u64 *cap_left) {
  int fits = 1;
  while (program->forward >= 0) {
    if (!chunk_left) {
      if (program->out < 0 || !fits) break;
      fits = take_and_forward(program, cap_left);
      continue;
    }
    u64 over = program->started_ns + program->stopped_ns + job->ask.wall_ns, now = now_ns();
    struct pollfd_ fds[2] = { { program->forward, K_POLLOUT, 0 }, { FD_CONTROL, K_POLLIN, 0 } };
    u64 wait = over > now ? over - now : 0;
    struct timespec64 timeout = { (i64)(wait / 1000000000u), (i64)(wait % 1000000000u) };
    long ready = SC5(ppoll, fds, 2, &timeout, 0, 0);
    if (ready == -EINTR) continue;
    if (ready <= 0 || fds[1].revents) break;
    forward(program);
  }
  close_both(program);
  return fits;
}
