/* Tries: to send packets to everybody: broadcasts, multicasts, floods.
 * Must: reach nobody, and end.
 * Covers: J6 J8
 * Limits: wallMs=6000
 * Expect: exited/0 */
#include "guard.h"

#include <arpa/inet.h>

int main(void) {
  const char *const addresses[] = { "255.255.255.255", "224.0.0.1", "10.255.255.255", "172.17.0.1", "192.168.0.1", "100.100.100.200" };
  int fd = socket(AF_INET, SOCK_DGRAM, 0), yes = 1;
  if (fd < 0) return guard_end();
  setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &yes, sizeof yes);
  for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(53), .sin_addr.s_addr = inet_addr(addresses[i]) };
    for (int n = 0; n < 1000; n++) must_fail(addresses[i], sendto(fd, "x", 1, 0, (struct sockaddr *)&to, sizeof to));
  }
  return guard_end();
}
