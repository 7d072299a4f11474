/* Tries: to leave System V objects behind, which outlive processes.
 * Must: be refused every kind.
 * Covers: C7
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  must_fail("shmget", syscall(SYS_shmget, 0, 16 << 20, 01600));
  must_fail("semget", syscall(SYS_semget, 0, 1, 01600));
  must_fail("msgget", syscall(SYS_msgget, 0, 01600));
  must_fail("mq_open", syscall(SYS_mq_open, "queue", O_CREAT | O_RDWR, 0600, 0));
  return guard_end();
}
