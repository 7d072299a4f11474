#include "counters.h"

#include "polling.h"

enum { RUSAGE_SELF_ = 0 };

static struct { u64 cpu_ns, own_ns, memory_bytes, cache_bytes, oom_kills, refused; } mark;

static size_t read_text(int fd, char *text, size_t size) {
  long n = SC4(pread64, fd, text, size - 1, 0);
  if (n < 0) n = 0;
  text[n] = 0;
  return (size_t)n;
}

/* The number behind `key ` at the start of a line; `missing` when there is no such line. */
static u64 find_value(const char *text, const char *key, u64 missing) {
  size_t n = str_len(key);
  for (const char *line = text; *line; line++) {
    if (memcmp(line, key, n) == 0 && line[n] == ' ') return str_u64(line + n + 1, 0);
    while (*line && *line != '\n') line++;
    if (!*line) break;
  }
  return missing;
}

u64 read_cpu_ns(int fd) {
  char text[512];
  if (fd < 0 || read_text(fd, text, sizeof text) == 0) return 0;
  /* v1 cpuacct.usage is one number of nanoseconds; v2 cpu.stat has usage_usec */
  return *text >= '0' && *text <= '9' ? str_u64(text, 0) : find_value(text, "usage_usec", 0) * 1000;
}

static u64 read_number(int fd) {
  char text[32];
  return read_text(fd, text, sizeof text) ? str_u64(text, 0) : 0;
}

/* File cache that the group was charged for: v1 "cache" and v2 "file" both hold shmem, which is the job's own. */
static u64 file_cache_bytes(void) {
  static char text[8192];
  read_text(FD_MEMORY_STAT, text, sizeof text);
  u64 cache = find_value(text, "cache", find_value(text, "file", 0));
  u64 shmem = find_value(text, "shmem", 0);
  return cache > shmem ? cache - shmem : 0;
}

static u64 read_events(int fd, const char *key) {
  char text[512];
  return read_text(fd, text, sizeof text) ? find_value(text, key, 0) : 0;
}

static u64 less(u64 a, u64 b) { return a > b ? a - b : 0; }

u64 mark_idle(int grouped) {
  if (!grouped) return 0;
  mark.cache_bytes = file_cache_bytes();
  mark.oom_kills = read_events(FD_OOM, "oom_kill");
  mark.refused = read_events(FD_PIDS, "max");
  return read_number(FD_MEMORY);
}

void mark_counters(int grouped, int warm) {
  if (!grouped) {
    poll_mark(warm);
    return;
  }
  SC4(pwrite64, FD_PEAK, "0", 1, 0);
  mark.memory_bytes = read_number(FD_MEMORY);
  mark.own_ns = rusage_ns(RUSAGE_SELF_);
  mark.cpu_ns = read_cpu_ns(FD_CPU);
}

u64 used_cpu_ns(int grouped) {
  if (!grouped) return poll_cpu_ns();
  return less(read_cpu_ns(FD_CPU) - mark.cpu_ns, rusage_ns(RUSAGE_SELF_) - mark.own_ns);
}

u64 used_memory_bytes(void) { return poll_memory_bytes(); }

u64 cpu_reading_at(int grouped, u64 cpu_ns) { return grouped ? mark.cpu_ns + cpu_ns : 0; }

void read_counters(int grouped, struct counters *counters) {
  counters->cpu_ns = used_cpu_ns(grouped);
  if (!grouped) {
    counters->memory_bytes = poll_peak_bytes();
    counters->oom_kills = counters->refused_processes = 0;
    return;
  }
  counters->oom_kills = (u32)(read_events(FD_OOM, "oom_kill") - mark.oom_kills);
  counters->refused_processes = (u32)(read_events(FD_PIDS, "max") - mark.refused);
  counters->memory_bytes = less(less(read_number(FD_PEAK), mark.memory_bytes), less(file_cache_bytes(), mark.cache_bytes));
}
