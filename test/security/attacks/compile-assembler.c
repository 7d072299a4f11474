/* Tries: to have the assembler and the linker read devices, follow scripts and write elsewhere.
 * Must: end with a limit of the compiler, or with its own refusal.
 * Covers: M2 M8
 * Compile: cpuMs=1500 wallMs=5000 memoryBytes=256MiB fileBytes=32MiB
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
__asm__(".incbin \"/dev/zero\"\n");
int main(void) {}
