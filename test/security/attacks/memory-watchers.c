/* Tries: to use up what the kernel keeps for watchers: epolls in epolls, timers, events, signals.
 * Must: be refused more than its descriptors.
 * Covers: C12
 * Limits: openFiles=100
 * Expect: exited/0 */
#include "guard.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

int main(void) {
  sigset_t none;
  sigemptyset(&none);
  int made = 0;
  for (int i = 0; i < 5000; i++) {
    const int fds[] = { epoll_create1(0), eventfd(0, 0), timerfd_create(CLOCK_MONOTONIC, 0), signalfd(-1, &none, 0) };
    for (int n = 0; n < 4; n++) made += fds[n] >= 0;
    struct epoll_event event = { .events = EPOLLIN };
    if (fds[0] >= 0 && fds[1] >= 0) epoll_ctl(fds[0], EPOLL_CTL_ADD, fds[1], &event);
  }
  return made > 100;
}
