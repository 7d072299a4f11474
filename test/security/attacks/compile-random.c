/* Tries: to have the compiler read randomness without end.
 * Must: end with a limit of the compiler, or with its own refusal.
 * Covers: M2
 * Compile: cpuMs=1500 wallMs=4000 memoryBytes=256MiB
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
#include "/dev/urandom"
#include "/dev/random"
