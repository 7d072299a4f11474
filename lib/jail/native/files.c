/* files ROOT FILE...
 *
 * Works on the files below ROOT for the host, by requests on stdin (files.h), within the jail and as the program's own
 * user: what a program can have prepared there (links, pipes, races) concerns nobody but itself. Of the files
 * beside ROOT it makes copies there (ASK_TAKE). */
#include "files.h"

static void dispatch(u8 type, struct fields *body) {
  switch (type) {
    case ASK_READ: do_read(body); break;
    case ASK_WRITE: do_write(body, 0); break;
    case ASK_PUT: do_write(body, 1); break;
    case ASK_MORE: do_more(body); break;
    case ASK_SEEK: do_seek(body); break;
    case ASK_CLOSE: do_close(body); break;
    case ASK_COPY: do_copy(body); break;
    case ASK_TAKE: do_take(body); break;
    case ASK_LIST: do_list(body); break;
    case ASK_WALK: do_walk(body); break;
    case ASK_REMOVE: do_remove(body); break;
    default: do_name(type, body);
  }
}

int files_main(int argc, char **argv) {
  struct fields body;
  if (argc < 3) fail(EXIT_MISUSED, "files wants a root", 0, 0);
  name_sources(argv + 3);
  SC1(umask, 022);
  open_root(argv[2]);
  for (u8 type; (type = next_ask(&body));) dispatch(type, &body);
  return 0;
}
