/* Tries: to get around the filter by the numbers of the x32 ABI: unshare, mount, bpf, and a harmless one.
 * Must: find none of them there.
 * Covers: I10
 * Needs: x64
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  const long x32 = 0x40000000, numbers[] = { SYS_unshare, SYS_mount, SYS_bpf, SYS_getpid, 520 /* execve */, 521 /* ptrace */ };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    must_fail_with("an x32 call", syscall(x32 | numbers[i], 0, 0, 0, 0, 0), ENOSYS);
  return guard_end();
}
