#include "gate.h"

long clone_on(long flags, u8 *stack_top, int *pidfd, void (*child)(void *), void *argument) {
  void **top = (void **)stack_top;
#if defined(__x86_64__)
  *--top = argument;
  *--top = (void *)child;
  long r;
  register long r10 __asm__("r10") = 0;
  register long r8 __asm__("r8") = 0;
  __asm__ volatile("syscall\n test %%rax, %%rax\n jnz 1f\n xor %%ebp, %%ebp\n pop %%rax\n pop %%rdi\n call *%%rax\n hlt\n1:"
                   : "=a"(r)
                   : "a"(__NR_clone), "D"(flags), "S"(top), "d"(pidfd), "r"(r10), "r"(r8)
                   : "rcx", "r11", "memory");
  return r;
#else
  *--top = argument;
  *--top = (void *)child;
  register long x8 __asm__("x8") = __NR_clone;
  register long x0 __asm__("x0") = flags;
  register long x1 __asm__("x1") = (long)top;
  register long x2 __asm__("x2") = (long)pidfd;
  register long x3 __asm__("x3") = 0;
  register long x4 __asm__("x4") = 0;
  __asm__ volatile("svc 0\n cbnz x0, 1f\n mov x29, #0\n ldp x1, x0, [sp], #16\n blr x1\n brk #1\n1:"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
                   : "memory", "x30");
  return x0;
#endif
}
