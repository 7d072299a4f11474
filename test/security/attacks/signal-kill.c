/* Tries: to look like a program that was killed for its memory.
 * Must: have ended by its own signal.
 * Covers: G3
 * Expect: signaled/SIGKILL */
#include "guard.h"

int main(void) { raise(SIGKILL); }
