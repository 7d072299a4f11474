#pragma once
#include "sys.h"

/* Where the ids of a cell come from. */
enum ids {
  IDS_OF_MACHINE, /* launch is root: nsjail takes the slot's two as they are */
  IDS_MAPPED,     /* launch becomes root of a user namespace that has the slot's two besides its own */
  IDS_JOINED,     /* it is root of a session's namespace that has two, and becomes that of one below, with the same two */
  IDS_ONE,        /* the same, with its own alone */
  IDS_UNKNOWN,
};

enum ids ids_named(const char *name);
/* Makes the namespace, unless the ids are the machine's. The mappers are newuidmap(1) and newgidmap(1). */
void become_root(enum ids ids, u32 slot, char *uid_mapper, char *gid_mapper);
