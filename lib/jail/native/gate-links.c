/* How two programs are joined: the stdout of each is the stdin of the other, by FIFOs on a tmpfs of the host.
 *
 * Each jail makes a FIFO of its own in its cell's folder of links while it is parked, by two names: "out", and "other"
 * for the other side. For a pair the host moves each "other" to the other cell's folder as "in" (a name moves by the
 * right to the folders alone: the host may be no owner of the FIFO), and holds both open, so that no writer waits. Each
 * gate takes its two names away when it has its ends: the FIFOs are new for every pair, and nobody finds them later. */
#include "gate.h"

enum {
  S_IFIFO_ = 010000,
  F_SETFL_ = 4,
  /* With two ids the folder's group, which a FIFO gets, is that of this jail's program. It may write and not read,
   * everybody else (the other program, the only one that is given the FIFO) may read and not write; the owner is
   * the gate, so that neither can change that. With one id nothing tells the programs apart. */
  MODE_TWO_IDS = 0224,
  MODE_ONE_ID = 0600,
  F_SETPIPE_SZ_ = 1031,
  PIPE_BYTES = 1 << 20, /* what an ordinary user may have (pipe-max-size, pipe(7)) */
};

void make_link(int own_uid) {
  SC1(umask, 0);
  /* what is there already was made by an earlier jail of this cell and never given to anybody */
  long error = SC4(mknodat, FD_LINKS, "out", S_IFIFO_ | (own_uid ? MODE_TWO_IDS : MODE_ONE_ID), 0);
  if (error && error != -EEXIST) fail(EXIT_SETUP_FAILED, "gate: cannot make a FIFO", 0, error);
  error = SC5(linkat, FD_LINKS, "out", FD_LINKS, "other", 0);
  if (error && error != -EEXIST) fail(EXIT_SETUP_FAILED, "gate: cannot name a FIFO for the other side", 0, error);
}

static int open_end(const char *name, int flags) {
  int fd = (int)SC4(openat, FD_LINKS, name, flags | K_O_CLOEXEC | K_O_NOFOLLOW, 0);
  if (fd < 0) fail(EXIT_SETUP_FAILED, "gate: cannot open its end of", name, fd);
  return fd;
}

/* The other gate may not have its end yet, and this one must not wait for it. */
static int open_reader(void) {
  int fd = open_end("in", K_O_RDONLY | K_O_NONBLOCK);
  SC3(fcntl, fd, F_SETFL_, 0);
  return fd;
}

void open_link(struct link *link, int recorded) {
  link->in = open_reader();
  link->out = open_end("out", K_O_WRONLY);
  hold_in(link->in, open_reader());
  if (!recorded) hold_out(link->out, open_end("out", K_O_WRONLY));
  SC3(fcntl, link->out, F_SETPIPE_SZ_, PIPE_BYTES); /* else it stays as it is: 64 KiB */
  SC3(unlinkat, FD_LINKS, "in", 0);
  SC3(unlinkat, FD_LINKS, "out", 0);
  send_frame(FRAME_JOINED, 0, 0, 0, 0);
}

int await_begin(void) {
  struct frame_header header;
  if (read_all(FD_CONTROL, &header, sizeof header) != 1) park();
  if (header.length == 0 && header.type == FRAME_BEGIN) return 1;
  if (header.length == 0 && header.type == FRAME_CANCEL) return 0;
  fail(EXIT_MISUSED, "gate: expected the word to begin", 0, header.type);
}
