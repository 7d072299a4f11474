/* Tries: to flood whoever reads the compiler's messages.
 * Must: end with the output limit of the compiler.
 * Covers: M5
 * Compile: wallMs=8000 stderrBytes=50000
 * Expect: compile-failed/output
 * Keeps: stderr=50000 */
#if !__has_include("/gate")
#error only for jails
#endif
#warning flood
#if __INCLUDE_LEVEL__ < 60
#include __FILE__
#include __FILE__
#endif
