/* Tries: to make the compiler work for ever, including itself twice at each depth.
 * Must: end with a limit of the compiler.
 * Covers: M3
 * Compile: cpuMs=800 wallMs=15000 memoryBytes=512MiB
 * Expect: compile-failed/cpu or compile-failed/memory */
#if !__has_include("/gate")
#error only for jails
#endif
#if __INCLUDE_LEVEL__ < 60
#include __FILE__
#include __FILE__
#endif
