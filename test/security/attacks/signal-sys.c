/* Tries: to look like one that called what is forbidden.
 * Must: have ended by its own signal.
 * Covers: G3
 * Expect: signaled/SIGSYS */
#include "guard.h"

int main(void) { raise(SIGSYS); }
