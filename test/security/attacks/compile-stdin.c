/* Tries: to have the compiler wait for an input that never comes, or read what somebody left open.
 * Must: find its input empty, and compile.
 * Covers: M2
 * Compile: wallMs=4000
 * Expect: exited/0 */
#include "guard.h"
#include "/dev/stdin"
#include "/proc/self/fd/0"

int main(void) {}
