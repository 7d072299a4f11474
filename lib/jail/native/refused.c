/* refused
 *
 * Makes every call of refused-calls.h once and prints what the kernel answers, a line `name errno` each: by this the
 * self-test sees that the policy holds on the kernel that runs. Only ever run by a jailed program. */
#include "protocol.h"

enum { LINE_BYTES = 64 };

static void say_answer(const char *name, long answer) {
  char line[LINE_BYTES];
  size_t n = str_len(name);
  memcpy(line, name, n);
  line[n] = ' ';
  char *end = put_u64(line + n + 1, answer < 0 ? (u64)-answer : 0);
  *end++ = '\n';
  write_all(1, line, (size_t)(end - line));
}

int refused_main(void) {
  if (SC0(geteuid) == 0) fail(EXIT_MISUSED, "refused must not be run as root", 0, 0);
#define CALL(name, a, b, c, d, e, f) say_answer(#name, sc6(__NR_##name, a, b, c, d, e, f));
#include "refused-calls.h"
  return 0;
}
