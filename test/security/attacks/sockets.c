/* Tries: the odd socket families, and raw sockets of the usual ones.
 * Must: be refused all but plain UNIX, INET and INET6.
 * Covers: I12
 * Expect: exited/0 */
#include "guard.h"

int main(void) {
  int pair[2];
  for (int family = 0; family < 64; family++) {
    if (family == AF_UNIX || family == AF_INET || family == AF_INET6) continue;
    must_fail_with("a socket of an odd family", socket(family, SOCK_DGRAM, 0), EAFNOSUPPORT);
    must_fail_with("a raw socket of an odd family", socket(family, SOCK_RAW, 0), EAFNOSUPPORT);
    must_fail_with("a pair of an odd family", socketpair(family, SOCK_STREAM, 0, pair), EAFNOSUPPORT);
  }
  must_fail("a raw socket", socket(AF_INET, SOCK_RAW, 1));
  must_fail("a raw IPv6 socket", socket(AF_INET6, SOCK_RAW, 58));
  must_fail("a packet socket", socket(AF_INET, SOCK_PACKET, 0));
  return guard_end();
}
