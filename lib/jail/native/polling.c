#include "polling.h"

#include "proc.h"

enum { RUSAGE_CHILDREN_ = -1, PAGE = 4096, NS_PER_TICK = 10000000 /* USER_HZ is 100 on both architectures */ };

static u64 marked_cpu_ns, marked_bytes, peak_bytes, marked_box_bytes, last_cpu_ns;

/* Fields 14 to 17 of proc_pid_stat(5). */
static u64 process_cpu_ns(u64 pid) {
  char text[PROC_TEXT];
  const char *at = read_stat(pid, 14, text);
  u64 ticks = 0;
  for (int i = 0; i < 4; i++, at = skip_fields(at, 1)) ticks += str_u64(at, 0);
  return ticks * NS_PER_TICK;
}

/* Resident pages that no other process shares: fields 2 and 3 of /proc/PID/statm. */
static u64 process_bytes(u64 pid) {
  char text[256];
  if (!read_proc(pid, "/statm", text, sizeof text)) return 0;
  const char *at = skip_fields(text, 1);
  u64 resident = str_u64(at, 0), shared = str_u64(skip_fields(at, 1), 0);
  return resident > shared ? (resident - shared) * PAGE : 0;
}

static u64 sum_processes(u64 (*figure)(u64 pid)) {
  static char entries[8192];
  u64 sum = 0;
  int fd = (int)SC4(openat, K_AT_FDCWD, "/proc", K_O_DIRECTORY | K_O_CLOEXEC, 0);
  for (long n; (n = SC3(getdents64, fd, entries, sizeof entries)) > 0;)
    for (long at = 0; at < n;) {
      struct { u64 inode; i64 offset; unsigned short length; u8 type; char name[1]; } *entry = (void *)(entries + at);
      const char *end;
      u64 pid = str_u64(entry->name, &end);
      if (!*end && pid > 1) sum += figure(pid);
      at += entry->length;
    }
  SC1(close, fd);
  return sum;
}

static u64 used_bytes(const char *path) {
  struct { i64 type, block_size, blocks, free, rest[12]; } fs;
  return SC2(statfs, path, &fs) ? 0 : (u64)((fs.blocks - fs.free) * fs.block_size);
}

static u64 box_bytes(void) { return used_bytes("/box") + used_bytes("/tmp") + used_bytes("/dev/shm"); }

static u64 less(u64 a, u64 b) { return a > b ? a - b : 0; }

void poll_mark(int warm) {
  marked_cpu_ns = rusage_ns(RUSAGE_CHILDREN_) + (warm ? sum_processes(process_cpu_ns) : 0);
  marked_bytes = warm ? sum_processes(process_bytes) : 0;
  marked_box_bytes = box_bytes();
  peak_bytes = last_cpu_ns = 0;
}

u64 poll_cpu_ns(void) {
  u64 now = less(sum_processes(process_cpu_ns) + rusage_ns(RUSAGE_CHILDREN_), marked_cpu_ns);
  if (now > last_cpu_ns) last_cpu_ns = now; /* a child between its death and its reaping is in neither sum */
  return last_cpu_ns;
}

u64 poll_memory_bytes(void) {
  u64 bytes = less(sum_processes(process_bytes), marked_bytes) + less(box_bytes(), marked_box_bytes);
  if (bytes > peak_bytes) peak_bytes = bytes;
  return bytes;
}

u64 poll_peak_bytes(void) { return peak_bytes; }
