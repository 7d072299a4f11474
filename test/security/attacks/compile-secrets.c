/* Tries: to bake the host's files into the program.
 * Must: find none of them.
 * Covers: M7
 * Compile: wallMs=10000
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
#if __has_include("/etc/shadow") || __has_include("/root/.bashrc") || __has_include("/proc/1/environ")
int main(void) { return 1; }
#else
__asm__(".section .rodata\n.incbin \"/etc/shadow\"\n.incbin \"/proc/1/environ\"\n");
int main(void) {}
#endif
