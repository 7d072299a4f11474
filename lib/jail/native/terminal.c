/* A terminal of the program's own: both ends are made in its jail, from the jail's own devpts. */
#include "gate.h"

enum { O_NOCTTY_ = 0400, SET_LOCK = 0x40045431, GET_PEER = 0x5441, SET_SIZE = 0x5414, SET_CONTROLLING = 0x540E, END_OF_FILE = 4 };

void resize_terminal(int fd, u32 columns, u32 rows) {
  struct { unsigned short rows, columns, width, height; } size = { (unsigned short)rows, (unsigned short)columns, 0, 0 };
  SC3(ioctl, fd, SET_SIZE, &size);
}

void open_terminal(const struct job *job, int *master, int *slave) {
  int unlocked = 0;
  *master = (int)SC4(openat, K_AT_FDCWD, "/dev/pts/ptmx", K_O_RDWR | O_NOCTTY_ | K_O_CLOEXEC, 0);
  if (*master < 0) fail(EXIT_SETUP_FAILED, "gate: cannot open", "/dev/pts/ptmx", *master);
  long error = SC3(ioctl, *master, SET_LOCK, &unlocked);
  *slave = error ? -1 : (int)SC3(ioctl, *master, GET_PEER, K_O_RDWR | O_NOCTTY_ | K_O_CLOEXEC);
  if (*slave < 0) fail(EXIT_SETUP_FAILED, "gate: cannot open a terminal", 0, error ? error : *slave);
  resize_terminal(*master, job->columns, job->rows);
}

long take_terminal(int slave) { return SC3(ioctl, slave, SET_CONTROLLING, 0); }

void say_end(int master) {
  u8 byte = END_OF_FILE;
  SC3(write, master, &byte, 1);
}
