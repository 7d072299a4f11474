/* Tries: to swap a folder for a link to the host's files while its files are brought back.
 * Must: be dead before the first of them is opened.
 * Covers: F10
 * Expect: exited/0
 * Collect: box/hosts=missing|not-regular */
#include "guard.h"

#include <sys/syscall.h>

int main(void) {
  mkdir("real", 0755);
  close(open("real/own", O_CREAT | O_WRONLY, 0644));
  if (symlink("/etc", "link") || symlink("real", "box")) return 1;
  unlink("box");
  if (rename("real", "box")) return 1;
  for (int i = 0; i < 8; i++)
    if (guard_fork() == 0)
      for (;;) syscall(SYS_renameat2, AT_FDCWD, "box", AT_FDCWD, "link", 2 /* RENAME_EXCHANGE */),
               syscall(SYS_renameat2, AT_FDCWD, "box", AT_FDCWD, "link", 2);
  usleep(20000);
}
