#include "protocol.h"

/* The kernel puts argc and argv on the stack; there is no libc to take them from there. */
#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call start_c\n");
#else
__asm__(".globl _start\n_start:\n mov x29, #0\n mov x0, sp\n bl start_c\n");
#endif

__attribute__((used)) _Noreturn void start_c(long *stack) {
  int argc = (int)stack[0];
  char **argv = (char **)(stack + 1);
  if (argc > 1 && str_eq(argv[1], "gate")) sys_exit(gate_main(argc, argv));
  if (argc > 1 && str_eq(argv[1], "launch")) sys_exit(launch_main(argc, argv));
  if (argc > 1 && str_eq(argv[1], "join")) sys_exit(join_main(argc, argv));
  if (argc > 1 && str_eq(argv[1], "data")) sys_exit(data_main(argc, argv));
  if (argc > 1 && str_eq(argv[1], "place")) sys_exit(place_main(argc, argv));
  if (argc > 1 && str_eq(argv[1], "sweep")) sys_exit(sweep_main(argc, argv));
  if (argc > 1 && str_eq(argv[1], "refused")) sys_exit(refused_main());
  if (argc > 1 && str_eq(argv[1], "files")) sys_exit(files_main(argc, argv));
  fail(EXIT_MISUSED, "started by hand; bailiff starts it", 0, 0);
}
