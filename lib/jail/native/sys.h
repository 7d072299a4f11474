/* System calls and the few C functions that this program needs, without a libc: glibc's start-up runs
 * CPUID dozens of times, each of which traps in a virtual machine (measured: a quarter of a jail's period). */
#pragma once
#include <asm/unistd.h>
#include <linux/errno.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t i64;

#if defined(__x86_64__)
static inline long sc6(long n, long a, long b, long c, long d, long e, long f) {
  long r;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return r;
}
#elif defined(__aarch64__)
static inline long sc6(long n, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  return x0;
}
#else
#error "only x86_64 and aarch64"
#endif

#define SC0(n) sc6(__NR_##n, 0, 0, 0, 0, 0, 0)
#define SC1(n, a) sc6(__NR_##n, (long)(a), 0, 0, 0, 0, 0)
#define SC2(n, a, b) sc6(__NR_##n, (long)(a), (long)(b), 0, 0, 0, 0)
#define SC3(n, a, b, c) sc6(__NR_##n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SC4(n, a, b, c, d) sc6(__NR_##n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define SC5(n, a, b, c, d, e) sc6(__NR_##n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)
#define SC6(n, a, b, c, d, e, f) \
  sc6(__NR_##n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

/* Constants of the kernel's interface (uapi), the same on both architectures unless said otherwise. */
enum {
  K_AT_FDCWD = -100,
  K_O_RDONLY = 0,
  K_O_WRONLY = 1,
  K_O_RDWR = 2,
  K_O_CREAT = 0100,
  K_O_EXCL = 0200,
  K_O_TRUNC = 01000,
  K_O_NONBLOCK = 04000,
  K_O_CLOEXEC = 02000000,
#if defined(__aarch64__)
  K_O_DIRECTORY = 040000,
  K_O_NOFOLLOW = 0100000,
#else
  K_O_DIRECTORY = 0200000,
  K_O_NOFOLLOW = 0400000,
#endif
  K_SIGKILL = 9,
  K_SIGUSR1 = 10,
  K_SIGTERM = 15,
  K_SIGCHLD = 17,
  K_WNOHANG = 1,
  K_WALL = 0x40000000,
  K_CLOCK_MONOTONIC = 1,
  K_POLLIN = 1,
  K_POLLOUT = 4,
  K_POLLERR = 8,
  K_POLLHUP = 16,
};

struct timespec64 { i64 sec, nsec; };
struct pollfd_ { int fd; short events, revents; };

static inline u64 now_ns(void) {
  struct timespec64 t;
  SC2(clock_gettime, K_CLOCK_MONOTONIC, &t);
  return (u64)t.sec * 1000000000u + (u64)t.nsec;
}

void *memcpy(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t str_len(const char *s);
int str_eq(const char *a, const char *b);
u64 str_u64(const char *s, const char **end);
/* Writes a decimal number, returns its end; the caller's buffer holds 20 characters or more. */
char *put_u64(char *to, u64 value);

/* User and system time of getrusage(2). */
u64 rusage_ns(int who);
/* Writes all of it, whatever the kernel takes at a time. 0, or the negative errno. */
long write_all(int fd, const void *data, size_t n);
/* Reads exactly n bytes. 1 when done, 0 at the end of the stream, else the negative errno. */
long read_all(int fd, void *data, size_t n);
/* Says what failed on fd 2, which is the host's log pipe. */
void complain(const char *what, const char *path, long error);
/* Says it, and ends the process. */
_Noreturn void fail(int exit_code, const char *what, const char *path, long error);
_Noreturn void sys_exit(int code);
