/* launch <parent pid> <leases> <first slot> <end of slots> <root|mapped|joined|one> <core or -> <newuidmap or -> <newgidmap or ->
 *
 * Sets up one cell: a lease, namespaces of its own, the prepared root, and nsjail in its cgroups. Two
 * processes: the outer one is the host's child and passes signals on; the inner one is PID 1 of the cell's
 * pid namespace, so that its end is the end of everything in the cell. Then the outer one says so on FD_HOLD,
 * and keeps the lease until the host closes that. */
#include <linux/prctl.h>
#include <linux/sched.h>

#include "counters.h"
#include "ids.h"
#include "lease.h"
#include "script.h"

enum { SIG_BLOCK_ = 0, SIG_SETMASK_ = 2, MAX_SCRIPT = 1 << 20, TICK_S = 1, LATE_NS = 1100000000, PROT_RW = 3, MAP_SHARED_ = 1, MAP_ANON = 0x22 };
static const u64 SLACK_NS = 1000000000; /* the gate is the first line, this the second */

static u64 bit(int signal) { return 1ull << (signal - 1); }

static void block_signals(void) {
  u64 set = bit(K_SIGCHLD) | bit(K_SIGTERM) | bit(K_SIGUSR1);
  SC4(rt_sigprocmask, SIG_BLOCK_, &set, 0, 8);
}

/* The next signal, or 0 after a tick. */
static int wait_signal(void) {
  u64 set = bit(K_SIGCHLD) | bit(K_SIGTERM) | bit(K_SIGUSR1);
  struct timespec64 tick = { TICK_S, 0 };
  long signal = SC4(rt_sigtimedwait, &set, 0, &tick, 8);
  return signal > 0 ? (int)signal : 0;
}

static void die_with_parent(void) { SC5(prctl, PR_SET_PDEATHSIG, K_SIGKILL, 0, 0, 0); }

static void pin(const char *core) {
  if (*core == '-') return;
  u64 mask[16] = { 0 };
  u64 n = str_u64(core, 0);
  if (n < 1024) mask[n / 64] = 1ull << (n % 64);
  SC3(sched_setaffinity, 0, sizeof mask, mask);
}

static char *receive_script(size_t *length) {
  struct frame_header header;
  if (read_all(FD_CONTROL, &header, sizeof header) != 1) sys_exit(EXIT_CLOSED);
  if (header.type != FRAME_SCRIPT || header.length > MAX_SCRIPT) fail(EXIT_MISUSED, "expected a script", 0, 0);
  long memory = SC6(mmap, 0, header.length, PROT_RW, MAP_ANON, -1, 0);
  if (memory < 0) fail(EXIT_SETUP_FAILED, "cannot hold the script", 0, memory);
  if (read_all(FD_CONTROL, (void *)memory, header.length) != 1) sys_exit(EXIT_CLOSED);
  *length = header.length;
  return (char *)memory;
}

static struct deadline *share_deadline(struct plan *plan) {
  int fd = (int)SC2(memfd_create, "deadline", 1 /* MFD_CLOEXEC */);
  if (fd < 0 || SC2(ftruncate, fd, 4096)) fail(EXIT_SETUP_FAILED, "cannot share the deadline", 0, fd);
  long page = SC6(mmap, 0, 4096, PROT_RW, MAP_SHARED_, fd, 0);
  if (page < 0) fail(EXIT_SETUP_FAILED, "cannot map the deadline", 0, page);
  pass_fd(plan, move_high(fd), FD_DEADLINE);
  return (struct deadline *)page;
}

static _Noreturn void exec_nsjail(const struct plan *plan) {
  static char *no_env[] = { 0 };
  u64 none = 0;
  die_with_parent();
  for (u32 i = 0; i < plan->cgroup_count; i++) {
    long error = write_all(plan->cgroups[i], "0", 1);
    if (error) fail(EXIT_SETUP_FAILED, "cannot enter a cgroup", 0, error);
  }
  for (u32 i = 0; i < plan->passed_count; i++) {
    long error = SC3(dup3, plan->passed[i].fd, plan->passed[i].target, 0);
    if (error < 0) fail(EXIT_SETUP_FAILED, "cannot pass a descriptor", 0, error);
  }
  SC4(rt_sigprocmask, SIG_SETMASK_, &none, 0, 8);
  fail(EXIT_SETUP_FAILED, "cannot start", plan->argv[0], SC3(execve, plan->argv[0], plan->argv, no_env));
}

static int counter_fd(const struct plan *plan) {
  for (u32 i = 0; i < plan->passed_count; i++)
    if (plan->passed[i].target == FD_CPU) return plan->passed[i].fd;
  return -1;
}

/* A look that comes so late means that everything was stopped: the gate, which was so too, must have its turn to see
 * that first. Never twice in a row: a busy machine must not keep this line from acting. */
static int just_woke(u64 now) {
  static u64 looked_ns, grace_ns;
  if (looked_ns && now > looked_ns + LATE_NS && looked_ns >= grace_ns) grace_ns = now + SLACK_NS;
  looked_ns = now;
  return now < grace_ns;
}

/* Whether a limit was passed by so much that the gate must be unable to act; the exit code that says which. */
static int overdue(const struct deadline *deadline, int cpu_fd) {
  u64 wall_ns = deadline->wall_ns, cpu_ns = deadline->cpu_ns, now = now_ns();
  if (just_woke(now)) return 0;
  if (wall_ns && now > wall_ns + SLACK_NS) return EXIT_LATE_WALL;
  if (wall_ns && cpu_ns && read_cpu_ns(cpu_fd) > cpu_ns + SLACK_NS) return EXIT_LATE_CPU;
  return 0;
}

static _Noreturn void inner(char *script, size_t length) {
  struct plan plan = { 0 };
  if (SC0(getpid) != 1) fail(EXIT_MISUSED, "launch must be the first process of a namespace", 0, 0);
  run_script(script, length, &plan);
  struct deadline *deadline = share_deadline(&plan);
  pass_fd(&plan, open_high("/proc", K_O_RDONLY | K_O_DIRECTORY), FD_PROC);
  pass_fd(&plan, open_high("/links", K_O_RDONLY | K_O_DIRECTORY), FD_LINKS);
  long nsjail = SC5(clone, K_SIGCHLD, 0, 0, 0, 0);
  if (nsjail < 0) fail(EXIT_SETUP_FAILED, "cannot fork", 0, nsjail);
  if (nsjail == 0) exec_nsjail(&plan);
  SC1(close, FD_CONTROL);
  just_woke(now_ns());
  for (;;) {
    int signal = wait_signal();
    if (signal == K_SIGTERM) sys_exit(EXIT_CLOSED);
    if (signal == K_SIGUSR1) SC2(kill, nsjail, K_SIGCHLD); /* nsjail lost a wake-up */
    for (long pid; (pid = SC4(wait4, -1, 0, K_WNOHANG, 0)) > 0;)
      if (pid == nsjail) sys_exit(EXIT_NSJAIL_ENDED);
    int late = overdue(deadline, counter_fd(&plan));
    if (late) sys_exit(late);
  }
}

/* The lease must outlive the cell until the host has removed what is named after the slot. */
static _Noreturn void hand_over(u8 exit_code) {
  u8 byte;
  if (write_all(FD_HOLD, &exit_code, 1) == 0) read_all(FD_HOLD, &byte, 1);
  sys_exit(exit_code);
}

static _Noreturn void outer(long child) {
  SC1(close, FD_CONTROL);
  for (;;) {
    int signal = wait_signal(), status;
    if (signal == K_SIGTERM || signal == K_SIGUSR1) SC2(kill, child, signal);
    if (SC4(wait4, child, &status, K_WNOHANG, 0) != child) continue;
    hand_over((status & 0x7f) ? EXIT_CLOSED : (u8)(status >> 8));
  }
}

int launch_main(int argc, char **argv) {
  if (argc != 10 || ids_named(argv[6]) == IDS_UNKNOWN) fail(EXIT_MISUSED, "launch wants eight arguments", 0, 0);
  die_with_parent();
  if ((u64)SC0(getppid) != str_u64(argv[2], 0)) sys_exit(EXIT_CLOSED);
  SC0(setsid);
  block_signals();
  u32 slot;
  if (take_lease(argv[3], (u32)str_u64(argv[4], 0), (u32)str_u64(argv[5], 0), &slot) < 0) sys_exit(EXIT_NO_LEASE);
  struct { struct frame_header header; u32 slot; } lease = { { FRAME_LEASE, { 0 }, 4 }, slot };
  if (write_all(FD_CONTROL, &lease, sizeof lease)) sys_exit(EXIT_CLOSED);
  size_t length;
  char *script = receive_script(&length);
  become_root(ids_named(argv[6]), slot, argv[8], argv[9]);
  die_with_parent(); /* new credentials clear it */
  pin(argv[7]);
  int alive[2];
  if (SC2(pipe2, alive, K_O_CLOEXEC)) fail(EXIT_SETUP_FAILED, "cannot make a pipe", 0, 0);
  u64 network = joined_network ? 0 : CLONE_NEWNET;
  long child = SC5(clone, CLONE_NEWPID | CLONE_NEWNS | network | CLONE_NEWIPC | CLONE_NEWUTS | K_SIGCHLD, 0, 0, 0, 0);
  if (child < 0) fail(EXIT_SETUP_FAILED, "cannot make namespaces", 0, child);
  if (child) outer(child);
  die_with_parent();
  SC1(close, FD_HOLD);
  SC1(close, alive[1]);
  struct pollfd_ gone = { alive[0], 0, 0 };
  struct timespec64 zero = { 0, 0 };
  if (SC5(ppoll, &gone, 1, &zero, 0, 0) > 0) sys_exit(EXIT_CLOSED); /* the outer one died before we asked to die with it */
  inner(script, length);
}
