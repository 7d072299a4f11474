/* Tries: to execute what is no instruction.
 * Must: have ended by a signal of its own.
 * Covers: G4
 * Expect: signaled/SIGILL or signaled/SIGTRAP */
#include "guard.h"

int main(void) { __builtin_trap(); }
