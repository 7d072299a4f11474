/* Tries: to fill the host's log with ten thousand lines.
 * Must: reach nobody.
 * Covers: E11
 * Limits: wallMs=8000
 * Expect: exited/0 */
#include "guard.h"

#include <syslog.h>

int main(void) {
  openlog("attack", LOG_NDELAY | LOG_PERROR * 0, LOG_USER);
  for (int i = 0; i < 10000; i++) syslog(LOG_EMERG, "flood %d", i);
  must_fail("/dev/log", access("/dev/log", F_OK));
  must_fail("/dev/kmsg", open("/dev/kmsg", O_WRONLY));
  return guard_end();
}
