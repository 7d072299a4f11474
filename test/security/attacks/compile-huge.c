/* Tries: to fill the disk by the program that the compiler makes.
 * Must: end with the compiler's own failure.
 * Covers: M6
 * Compile: fileBytes=8MiB wallMs=15000
 * Expect: compile-failed */
#include "guard.h"

char big[100 << 20] = { 1 };

int main(void) { return big[getpid()]; }
