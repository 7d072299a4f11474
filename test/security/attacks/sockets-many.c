/* Tries: odd kinds and protocols of the usual families, which reach seldom used parts of the kernel.
 * Must: get plain streams and datagrams, and raw ones of none.
 * Covers: I12 J6
 * Expect: exited/0 */
#include "guard.h"

#include <netinet/in.h>

int main(void) {
  const int families[] = { AF_INET, AF_INET6 };
  for (int i = 0; i < 2; i++)
    for (int protocol = 0; protocol < 256; protocol++) {
      must_fail("a raw socket", socket(families[i], SOCK_RAW, protocol));
      must_fail("a packet socket", socket(families[i], SOCK_PACKET, protocol));
    }
  return guard_end();
}
