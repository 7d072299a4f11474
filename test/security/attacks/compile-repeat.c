/* Tries: to fill the disk and the memory by one line of assembly.
 * Must: end with a limit of the compiler, or with its own failure.
 * Covers: M6
 * Compile: cpuMs=4000 wallMs=10000 memoryBytes=256MiB fileBytes=16MiB
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
__asm__(".data\n.fill 250000000, 1, 1\n");
int main(void) {}
