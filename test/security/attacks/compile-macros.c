/* Tries: to have the compiler hold a token of a hundred million characters, by macros that double.
 * Must: end with a limit of the compiler, or with its own refusal.
 * Covers: M3
 * Compile: cpuMs=1500 wallMs=6000 memoryBytes=256MiB
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
#define A "xxxxxxxxxxxxxxxx" "xxxxxxxxxxxxxxxx"
#define B A A A A A A A A A A A A A A A A
#define C B B B B B B B B B B B B B B B B
#define D C C C C C C C C C C C C C C C C
#define E D D D D D D D D D D D D D D D D
#define F E E E E E E E E E E E E E E E E
const char text[] = F F F F;
