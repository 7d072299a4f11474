/* Tries: to overwrite the programs that run it, by /proc: its own, its overseer's, nsjail's.
 * Must: be refused each; the host checks the files themselves.
 * Covers: H3
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  const char *const paths[] = { "/proc/self/exe", "/proc/1/exe", "/proc/1/root/nsjail", "/gate", "/proc/1/fd/0", "/proc/1/map_files", "/proc/thread-self/exe" };
  const int modes[] = { O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC };
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    for (int mode = 0; mode < 3; mode++) must_fail(paths[i], open(paths[i], modes[mode]));
  int held = open("/proc/self/exe", O_PATH);
  char again[64];
  sprintf(again, "/proc/self/fd/%d", held);
  must_fail("the same by a path descriptor", open(again, O_RDWR));
  must_fail("mapping it to write", (long)mmap(0, 4096, PROT_WRITE, MAP_SHARED, open("/proc/self/exe", O_RDONLY), 0));
  return guard_end();
}
