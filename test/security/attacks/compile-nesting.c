/* Tries: to crash the compiler by nesting.
 * Must: be the compiler's failure, not the host's.
 * Covers: M4 M10
 * Compile: cpuMs=3000 wallMs=10000 memoryBytes=256MiB stackBytes=8MiB
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
#define A ((((((((((((((((
#define B A A A A A A A A A A A A A A A A
#define C B B B B B B B B B B B B B B B B
#define D C C C C C C C C C C C C C C C C
int main(void) { return D 1; }
