#include "sys.h"

void *memcpy(void *to, const void *from, size_t n) {
  u8 *d = to;
  const u8 *s = from;
#if defined(__x86_64__)
  __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(n)::"memory");
#else
  while (n--) *d++ = *s++;
#endif
  return to;
}

void *memset(void *to, int byte, size_t n) {
  u8 *d = to;
#if defined(__x86_64__)
  __asm__ volatile("rep stosb" : "+D"(d), "+c"(n) : "a"(byte) : "memory");
#else
  while (n--) *d++ = (u8)byte;
#endif
  return to;
}

int memcmp(const void *a, const void *b, size_t n) {
  const u8 *x = a, *y = b;
  for (; n--; x++, y++)
    if (*x != *y) return *x - *y;
  return 0;
}

size_t str_len(const char *s) {
  size_t n = 0;
  while (s[n]) n++;
  return n;
}

int str_eq(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

u64 str_u64(const char *s, const char **end) {
  u64 value = 0;
  while (*s >= '0' && *s <= '9') value = value * 10 + (u64)(*s++ - '0');
  if (end) *end = s;
  return value;
}

char *put_u64(char *to, u64 value) {
  char digits[20];
  int n = 0;
  do digits[n++] = (char)('0' + value % 10);
  while (value /= 10);
  while (n) *to++ = digits[--n];
  return to;
}

u64 rusage_ns(int who) {
  struct { i64 utime_s, utime_us, stime_s, stime_us, rest[14]; } usage;
  if (SC2(getrusage, who, &usage)) return 0;
  return (u64)(usage.utime_s + usage.stime_s) * 1000000000u + (u64)(usage.utime_us + usage.stime_us) * 1000u;
}

long write_all(int fd, const void *data, size_t n) {
  const u8 *from = data;
  while (n) {
    long done = SC3(write, fd, from, n);
    if (done == -EINTR) continue;
    if (done < 0) return done;
    from += done;
    n -= (size_t)done;
  }
  return 0;
}

long read_all(int fd, void *data, size_t n) {
  u8 *to = data;
  while (n) {
    long done = SC3(read, fd, to, n);
    if (done == -EINTR) continue;
    if (done <= 0) return done;
    to += done;
    n -= (size_t)done;
  }
  return 1;
}

static void say(const char *text) { write_all(2, text, str_len(text)); }

void complain(const char *what, const char *path, long error) {
  char number[24];
  say("bailiff-native: ");
  say(what);
  if (path) say(" \""), say(path), say("\"");
  if (error) {
    *put_u64(number, (u64)(error < 0 ? -error : error)) = 0;
    say(": errno "), say(number);
  }
  say("\n");
}

_Noreturn void fail(int exit_code, const char *what, const char *path, long error) {
  complain(what, path, error);
  sys_exit(exit_code);
}

_Noreturn void sys_exit(int code) {
  for (;;) SC1(exit_group, code);
}
