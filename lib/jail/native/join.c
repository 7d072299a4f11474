#include <linux/sched.h>

#include "protocol.h"

int joined_network;

/* join <network> <user namespace or -> launch …: a cell in the network of a session, see place.c. Both are descriptors;
 * what else the host has given is held until the cell is gone. */
int join_main(int argc, char **argv) {
  if (argc < 5 || !str_eq(argv[4], "launch")) fail(EXIT_MISUSED, "join wants two descriptors and a launch", 0, 0);
  SC3(close_range, FD_HOLD + 1, ~0u, 4 /* CLOSE_RANGE_CLOEXEC */);
  long error = *argv[3] == '-' ? 0 : SC2(setns, str_u64(argv[3], 0), CLONE_NEWUSER);
  if (!error) error = SC2(setns, str_u64(argv[2], 0), CLONE_NEWNET);
  if (error) fail(EXIT_SETUP_FAILED, "cannot join the network of a session", 0, error);
  joined_network = 1;
  return launch_main(argc - 3, argv + 3);
}
