#include "gate.h"

enum { MSG_DONTWAIT_ = 0x40, MSG_NOSIGNAL_ = 0x4000 };

/* Frames that wait to be sent. It takes a full chunk of either stream and the report without asking. */
static u8 waiting[4 * CHUNK];
static size_t waiting_from, waiting_to;

void flush_frames(int may_wait) {
  while (waiting_from < waiting_to) {
    long n = SC6(sendto, FD_CONTROL, waiting + waiting_from, waiting_to - waiting_from,
                 may_wait ? MSG_NOSIGNAL_ : MSG_DONTWAIT_ | MSG_NOSIGNAL_, 0, 0);
    if (n == -EINTR) continue;
    if (n == -EAGAIN) return;
    if (n < 0) park(); /* no host: launch ends this cell */
    waiting_from += (size_t)n;
  }
  waiting_from = waiting_to = 0;
}

size_t frames_bytes(void) { return waiting_to; }

int room(void) { return sizeof waiting - waiting_to >= 2 * (CHUNK + sizeof(struct frame_header) + sizeof(u64)); }

u8 *next_body(void) { return waiting + waiting_to + sizeof(struct frame_header); }

void add_body(u8 type, size_t n) {
  struct frame_header header = { type, { 0 }, (u32)n };
  memcpy(waiting + waiting_to, &header, sizeof header);
  waiting_to += sizeof header + n;
}

static void append(const void *data, size_t n) {
  if (sizeof waiting - waiting_to < n) flush_frames(1);
  memcpy(waiting + waiting_to, data, n);
  waiting_to += n;
}

void append_frame(u8 type, const void *a, size_t a_length, const void *b, size_t b_length) {
  struct frame_header header = { type, { 0 }, (u32)(a_length + b_length) };
  append(&header, sizeof header);
  append(a, a_length);
  append(b, b_length);
}

void send_frame(u8 type, const void *a, size_t a_length, const void *b, size_t b_length) {
  append_frame(type, a, a_length, b, b_length);
  flush_frames(1);
}

void send_report(const struct report *report) { send_frame(FRAME_REPORT, report, sizeof *report, 0, 0); }
