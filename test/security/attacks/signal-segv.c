/* Tries: to write where nothing is.
 * Must: have ended by SIGSEGV.
 * Covers: G4
 * Expect: signaled/SIGSEGV */
#include "guard.h"

int main(void) { *(volatile int *)0 = 1; }
