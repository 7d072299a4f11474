/* Tries: to hide memory in the buffers of sockets, and in sockets that lie in the queues of others.
 * Must: be refused more, or end with its memory limit.
 * Covers: C12
 * Limits: memoryBytes=16MiB openFiles=200
 * Expect: exited/0 or limit-exceeded/memory */
#include "guard.h"

static char block[1 << 16];

static int send_fd(int by, int fd) {
  char room[CMSG_SPACE(sizeof fd)] = { 0 };
  struct iovec byte = { "x", 1 };
  struct msghdr message = { .msg_iov = &byte, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room };
  struct cmsghdr *part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sizeof fd);
  memcpy(CMSG_DATA(part), &fd, sizeof fd);
  return (int)sendmsg(by, &message, MSG_DONTWAIT);
}

int main(void) {
  int keeper[2], pair[2];
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, keeper)) return 1;
  for (int i = 0; i < 5000; i++) {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair)) return 0;
    while (write(pair[0], block, sizeof block) > 0);
    if (send_fd(keeper[0], pair[1]) < 0) continue; /* keeps it open */
    close(pair[0]);
    close(pair[1]);
  }
}
