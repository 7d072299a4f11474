/* Tries: to change the input that the next program reads: reopens, cuts, writes, maps and locks its stdin.
 * Must: be refused, or change a copy of its own.
 * Covers: K4
 * Rounds: 2
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  must_fail("write", write(0, "x", 1) > 0 && lseek(0, 0, SEEK_CUR) > 0 ? 1 : -1);
  must_fail("ftruncate", ftruncate(0, 0));
  must_fail("/in", open("/in/stdin", O_RDWR));
  must_fail("a new file in /in", open("/in/planted", O_CREAT | O_RDWR, 0666));
  must_fail("the mode of /in", chmod("/in", 0777));
  must_fail("its removal", unlink("/in/stdin"));
  must_fail("mapping it to write", (long)mmap(0, 4096, PROT_WRITE, MAP_SHARED, 0, 0));
  return guard_end();
}
