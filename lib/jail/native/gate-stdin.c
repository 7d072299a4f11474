/* What a program is told while it runs: its stdin, and the host's other words. */
#include "gate.h"

/* Bytes of stdin that the program has not taken yet. */
static const u8 *stdin_at;
static size_t stdin_left;
static u8 stdin_chunk[CHUNK];
static int stdin_more, stdin_asked;

static void close_stdin(struct program *program) {
  if (program->in >= 0 && program->is_terminal) say_end(program->in);
  if (program->in >= 0) SC1(close, program->in);
  program->in = -1;
}

void feed_stdin(struct program *program) {
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

void hear(struct program *program, struct outcome *outcome) {
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

int stdin_waits(void) { return stdin_left != 0; }

void begin_stdin(const struct job *job, struct program *program) {
  stdin_at = job->stdin_bytes;
  stdin_left = job->ask.stdin_length;
  stdin_more = !!(job->ask.flags & REQUEST_STDIN_MORE);
  if (program->in < 0) return;
  set_nonblocking(program->in, K_O_WRONLY);
  feed_stdin(program);
}
