/* Tries: to give up.
 * Must: have ended by SIGABRT.
 * Covers: G4
 * Expect: signaled/SIGABRT */
#include "guard.h"

int main(void) { abort(); }
