/* Tries: to have the compiler's message show lines of files that are not its own.
 * Must: show no line of the host's: there is no such file.
 * Covers: M7 M10
 * Expect: compile-failed */
#if !__has_include("/gate")
#error only for jails
#endif
#include "/etc/shadow"
#include "/root/.ssh/id_rsa"
#include "/proc/1/environ"
#line 1 "/etc/shadow"
this is no program
