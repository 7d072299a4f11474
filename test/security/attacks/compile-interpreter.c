/* Tries: to be a program that cannot be started, by naming a loader that is not there.
 * Must: be the program's failure, not the host's.
 * Expect: not-started */
#include "guard.h"

__attribute__((used, section(".interp"))) const char loader[] = "/box/no-such-loader";

int main(void) {}
