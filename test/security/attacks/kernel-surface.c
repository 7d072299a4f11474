/* Tries: the system calls that most kernel exploits begin with, and those that change the machine.
 * Must: be refused every one.
 * Covers: I5 I6 I8 I9
 * Expect: exited/0 */
#include "guard.h"

#define CALL(name, ...) must_fail(#name, syscall(SYS_##name, ##__VA_ARGS__))

int main(void) {
  static char zeros[256];
  int tmp = open("/tmp", O_RDONLY);
  CALL(bpf, 0, zeros, sizeof zeros);
  CALL(perf_event_open, zeros, 0, -1, -1, 0);
  CALL(userfaultfd, 1);
  CALL(io_uring_setup, 8, zeros);
  CALL(io_uring_enter, 0, 0, 0, 0, 0, 0);
  CALL(io_setup, 1, zeros);
  CALL(open_by_handle_at, tmp, zeros, O_RDONLY);
  CALL(name_to_handle_at, tmp, "", zeros, zeros + 128, AT_EMPTY_PATH);
  CALL(fanotify_init, 0, 0);
  CALL(add_key, "user", "canary", "x", 1, -2);
  CALL(request_key, "user", "canary", 0, 0);
  CALL(keyctl, 0, -4, 0);
  CALL(mbind, zeros, 4096, 0, 0, 0, 0);
  CALL(set_mempolicy, 0, 0, 0);
  CALL(migrate_pages, 0, 0, 0, 0);
  CALL(reboot, 0xfee1dead, 672274793, 0, 0);
  CALL(kexec_load, 0, 0, 0, 0);
  CALL(init_module, zeros, 0, "");
  CALL(finit_module, tmp, "", 0);
  CALL(delete_module, "x", 0);
  CALL(swapon, "/tmp/x", 0);
  CALL(swapoff, "/tmp/x");
  CALL(acct, 0);
  CALL(syslog, 2, zeros, sizeof zeros);
  CALL(quotactl, 0, 0, 0, 0);
  CALL(vhangup);
  CALL(sethostname, "x", 1);
  CALL(setdomainname, "x", 1);
  CALL(clock_settime, 0, zeros);
  CALL(adjtimex, zeros);
  CALL(settimeofday, zeros, 0);
  CALL(memfd_secret, 0);
  CALL(sync);
  CALL(syncfs, open("/usr/bin/env", O_RDONLY));
#ifdef __x86_64__
  CALL(iopl, 3);
  CALL(ioperm, 0, 1, 1);
  CALL(modify_ldt, 0, zeros, 16);
#endif
  return guard_end();
}
