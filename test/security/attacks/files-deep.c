/* Tries: to make a tree too deep and too wide to bring back or to remove.
 * Must: be collected as far as it may be, without end or recursion.
 * Covers: F4
 * Expect: exited/0
 * Collect: deep/=0 */
#include "guard.h"

int main(void) {
  char name[256];
  memset(name, 'n', 255);
  name[255] = 0;
  mkdir("deep", 0755);
  if (chdir("deep")) return 1;
  for (int i = 0; i < 1000; i++)
    if (mkdir(name, 0755) || chdir(name)) return 1;
}
