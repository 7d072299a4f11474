/* Tries: to look into or steer other processes.
 * Must: be refused every call.
 * Covers: G5 I9
 * Expect: exited/0 */
#include "guard.h"

#include <sys/ptrace.h>
#include <sys/uio.h>

int main(void) {
  char byte;
  struct iovec here = { &byte, 1 }, there = { &byte, 1 };
  pid_t child = guard_fork();
  if (child == 0)
    for (;;) pause();
  must_fail("ptrace of PID 1", ptrace(PTRACE_SEIZE, 1, 0, 0));
  must_fail("ptrace of a child", ptrace(PTRACE_ATTACH, child, 0, 0));
  must_fail("PTRACE_TRACEME", ptrace(PTRACE_TRACEME, 0, 0, 0));
  must_fail("reading PID 1", process_vm_readv(1, &here, 1, &there, 1, 0));
  must_fail("reading a child", process_vm_readv(child, &here, 1, &there, 1, 0));
  must_fail("writing a child", process_vm_writev(child, &here, 1, &there, 1, 0));
  must_fail("kcmp", syscall(SYS_kcmp, 1, getpid(), 0, 0, 0));
  must_fail("a descriptor of PID 1", syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, 1, 0), 3, 0));
  must_fail("the memory of PID 1", open("/proc/1/mem", O_RDWR));
  return guard_end();
}
