/* Tries: to look like one over its file limit.
 * Must: have ended by its own signal.
 * Covers: G3
 * Expect: signaled/SIGXFSZ */
#include "guard.h"

int main(void) { raise(SIGXFSZ); }
