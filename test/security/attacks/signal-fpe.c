/* Tries: to divide by nothing.
 * Must: have ended by SIGFPE.
 * Covers: G4
 * Needs: x64
 * Expect: signaled/SIGFPE */
#include "guard.h"

int main(void) {
  volatile int nothing = 0;
  return 7 / nothing;
}
