/* Tries: to bake the answers of the judge into the program, from where judges keep them.
 * Must: find none of them.
 * Covers: L2 M7
 * Expect: exited/0 */
#include "guard.h"

#if __has_include("/in/answer") || __has_include("../data/secret/1.ans") || __has_include("/data/secret/1.ans") || __has_include("1.ans")
#error found
#endif

int main(void) {}
