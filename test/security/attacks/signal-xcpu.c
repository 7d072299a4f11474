/* Tries: to look like a program over its CPU limit.
 * Must: have ended by its own signal.
 * Covers: G3
 * Expect: signaled/SIGXCPU */
#include "guard.h"

int main(void) { raise(SIGXCPU); }
