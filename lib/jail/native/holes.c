/* data <file>: prints where a sparse file has data, a line of offset and length for each stretch. */
#include "protocol.h"

enum { SEEK_DATA_ = 3, SEEK_HOLE_ = 4 };

int data_main(int argc, char **argv) {
  char line[64];
  if (argc != 3) fail(EXIT_MISUSED, "data wants a file", 0, 0);
  int fd = (int)SC4(openat, K_AT_FDCWD, argv[2], K_O_RDONLY | K_O_CLOEXEC | K_O_NOFOLLOW, 0);
  if (fd < 0) fail(EXIT_SETUP_FAILED, "cannot open", argv[2], fd);
  for (long from = 0;;) {
    from = SC3(lseek, fd, from, SEEK_DATA_);
    if (from == -ENXIO) return EXIT_CLOSED;
    long to = from < 0 ? from : SC3(lseek, fd, from, SEEK_HOLE_);
    if (to < 0) fail(EXIT_SETUP_FAILED, "cannot find the data of", argv[2], to);
    char *end = put_u64(line, (u64)from);
    *end++ = ' ';
    end = put_u64(end, (u64)(to - from));
    *end++ = '\n';
    if (write_all(1, line, (size_t)(end - line))) return EXIT_CLOSED;
    from = to;
  }
}
