/* Tries: to leave words for the next program where processes' ends do not clear them: keyrings, queues, segments.
 * Must: be refused each kind, by each of its calls.
 * Covers: I7 C7
 * Rounds: 2
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  for (int ring = -8; ring < 0; ring++) {
    must_fail("add_key", syscall(SYS_add_key, "user", "note", "word", 4, ring));
    must_fail("search", syscall(SYS_keyctl, 10, ring, "user", "note", 0));
    must_fail("a ring of its own", syscall(SYS_keyctl, 0, ring, 1));
    must_fail("a session to join", syscall(SYS_keyctl, 1, "note"));
  }
  must_fail("request_key", syscall(SYS_request_key, "user", "note", "word", -3));
  for (long key = 1; key < 50; key++) {
    must_fail("shmget", syscall(SYS_shmget, key, 4096, 01666));
    must_fail("shmat", syscall(SYS_shmat, key, 0, 0));
    must_fail("msgget", syscall(SYS_msgget, key, 01666));
    must_fail("semget", syscall(SYS_semget, key, 1, 01666));
  }
  must_fail("mq_open", syscall(SYS_mq_open, "note", O_CREAT | O_RDWR, 0600, 0));
  return guard_end();
}
