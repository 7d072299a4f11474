/* Tries: to look like one that was asked to end.
 * Must: have ended by its own signal.
 * Covers: G3
 * Expect: signaled/SIGTERM */
#include "guard.h"

int main(void) { raise(SIGTERM); }
