#pragma once
#include "script.h"

/* Says a line to the host: a word and what goes with it. */
void tell(const char *word, const char *more);
/* place-image.c */
/* Opens a free device and lets go of it ("loop <path>"). */
void find_loop(void);
/* Attaches an image to a device ("device <path>") and mounts it for itself ("mounted <descriptor>"). 0 when it is
 * damaged or missing ("damaged <errno>"). */
int mount_image(const char *image, const char *folder, const char *options);
/* Shows a workspace in a cell that is parked without one ("entered", else "alone"). */
void enter_cell(char **words);
