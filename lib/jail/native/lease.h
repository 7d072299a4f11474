#pragma once
#include "protocol.h"

/* Locks the first free slot from `first` on below `slots`: its descriptor, or -1 when all are taken. */
int take_lease(const char *folder, u32 first, u32 slots, u32 *slot);
