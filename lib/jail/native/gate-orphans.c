#include "gate.h"

enum { P_ALL_ = 0, WEXITED_ = 4, WNOWAIT_ = 0x01000000, SIG_BLOCK_ = 0, BATCH = 64, SIGINFO_BYTES = 128 };

/* What waitid(2) says of a child, as far as it is looked at. */
union child_info {
  struct { int signal, error, code, pad, pid; } child;
  u8 whole[SIGINFO_BYTES];
};

static int deaths = -1;

void watch_orphans(void) {
  u64 set = 1ull << (K_SIGCHLD - 1);
  SC4(rt_sigprocmask, SIG_BLOCK_, &set, 0, 8);
  deaths = (int)SC4(signalfd4, -1, &set, 8, K_O_CLOEXEC | K_O_NONBLOCK);
  if (deaths < 0) fail(EXIT_SETUP_FAILED, "gate: cannot watch its children", 0, deaths);
}

int orphans_fd(void) { return deaths; }

int reap_orphans(int main_pid) {
  u8 signal[SIGINFO_BYTES];
  SC3(read, deaths, signal, sizeof signal); /* first: who dies from here on is told of again */
  for (int left = BATCH; left; left--) {
    union child_info info = { .child = { 0 } };
    long error = SC5(waitid, P_ALL_, 0, &info, WEXITED_ | WNOWAIT_ | K_WNOHANG | K_WALL, 0);
    if (error || info.child.pid == 0 || info.child.pid == main_pid) return 0;
    SC4(wait4, info.child.pid, 0, K_WALL | K_WNOHANG, 0);
  }
  return 1;
}
