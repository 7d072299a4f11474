#include <linux/filter.h>
#include <linux/seccomp.h>

#include "gate.h"

enum { X32_BIT = 0x40000000 };

/* Programs inherit it. To install it in each of them would cost every run the compilation of the filter. */
void refuse_x32(void) {
#if defined(__x86_64__)
  struct sock_filter code[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = { sizeof code / sizeof *code, code };
  long error = SC3(seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
  if (error) fail(EXIT_SETUP_FAILED, "gate: cannot refuse x32 calls", 0, error);
#endif
}
