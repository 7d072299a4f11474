#include "files.h"

enum { HEADER = sizeof(struct frame_header), INPUT = F_BODY + HEADER, OUTPUT = 2 * ANSWER_ROOM, PAGE = 4096, MUCH = ANSWER_ROOM / 2 };

static u8 input[INPUT];
static size_t input_from, input_to;
static u8 output_pages[PAGE + OUTPUT] __attribute__((aligned(PAGE)));
static u8 *const output = output_pages + PAGE - HEADER; /* what the kernel copies to a page's start takes half the time */
static size_t output_bytes;
static size_t rest_bytes; /* of the body of an ASK_MORE, which is taken as it comes */

static void flush(void) {
  if (output_bytes && write_all(1, output, output_bytes)) sys_exit(EXIT_CLOSED); /* nobody listens any more */
  output_bytes = 0;
}

/* Until so many bytes are there. 0: the stream has ended. Answers go out before it waits. */
static int fill(size_t bytes) {
  if (input_from && input_from + bytes > INPUT) {
    size_t rest = input_to - input_from;
    memcpy(input, input + input_from, rest); /* ours goes upwards, so they may overlap */
    input_from = 0;
    input_to = rest;
  }
  while (input_to - input_from < bytes) {
    flush();
    long n = SC3(read, 0, input + input_to, INPUT - input_to);
    if (n == -EINTR) continue;
    if (n <= 0) return 0;
    input_to += (size_t)n;
  }
  return 1;
}

u8 next_ask(struct fields *body) {
  struct frame_header header;
  if (input_from == input_to) input_from = input_to = 0;
  if (!fill(HEADER)) return flush(), 0;
  memcpy(&header, input + input_from, HEADER);
  if (header.length > F_BODY) fail(EXIT_MISUSED, "files: the request is too long", 0, 0);
  size_t there = input_to - input_from - HEADER;
  if (header.type != ASK_MORE || there > header.length) there = header.length;
  if (!fill(HEADER + there)) return flush(), 0;
  rest_bytes = header.length - there;
  body->at = input + input_from + HEADER;
  body->end = body->at + there;
  body->bad = 0;
  input_from += HEADER + there;
  return header.type;
}

/* Without a copy in between where stdin is a pipe; else by way of the buffer, which is empty now. */
static long move_some(int fd) {
  long n = fd < 0 ? -EINVAL : SC6(splice, 0, 0, fd, 0, rest_bytes, 0);
  if (n != -EINVAL) return n;
  n = SC3(read, 0, input, rest_bytes < INPUT ? rest_bytes : INPUT);
  if (n <= 0) return n ? n : -EPIPE;
  long error = fd < 0 ? 0 : write_all(fd, input, (size_t)n);
  if (!error) return n;
  rest_bytes -= (size_t)n;
  return error;
}

long move_rest(int fd) {
  long error = 0;
  while (rest_bytes) {
    flush();
    long n = move_some(error ? -1 : fd);
    if (n == -EINTR) continue;
    if (n == 0 || n == -EPIPE) sys_exit(EXIT_CLOSED); /* nobody sends any more */
    if (n < 0) error = n;
    else rest_bytes -= (size_t)n;
  }
  return error;
}

static const u8 *take(struct fields *fields, size_t bytes) {
  static const u8 nothing[8];
  if ((size_t)(fields->end - fields->at) < bytes) return fields->bad = 1, nothing;
  fields->at += bytes;
  return fields->at - bytes;
}

u32 take_u32(struct fields *fields) {
  u32 value;
  memcpy(&value, take(fields, sizeof value), sizeof value);
  return value;
}

u64 take_u64(struct fields *fields) {
  u64 value;
  memcpy(&value, take(fields, sizeof value), sizeof value);
  return value;
}

const char *take_text(struct fields *fields) {
  const u8 *from = fields->at;
  while (fields->at < fields->end && *fields->at) fields->at++;
  if (fields->at == fields->end) return fields->bad = 1, "";
  fields->at++;
  return *from ? (const char *)from : ".";
}

u8 *answer_room(size_t bytes) {
  if (output_bytes + HEADER + bytes > OUTPUT || bytes >= MUCH) flush();
  return output + output_bytes + HEADER;
}

void answer_piece(u8 type, size_t bytes) {
  struct frame_header header = { .type = type, .length = (u32)bytes };
  memcpy(output + output_bytes, &header, HEADER);
  output_bytes += HEADER + bytes;
}

void answer_ok(const struct facts *facts) {
  size_t bytes = facts ? sizeof *facts : 0;
  u8 *room = answer_room(bytes);
  if (facts) memcpy(room, facts, bytes);
  answer_piece(ANSWER_OK, bytes);
}

void answer_error(long error) {
  u32 number = (u32)-error;
  memcpy(answer_room(sizeof number), &number, sizeof number);
  answer_piece(ANSWER_ERROR, sizeof number);
}

void answer(long error, const struct facts *facts) {
  if (error < 0) answer_error(error);
  else answer_ok(facts);
}
