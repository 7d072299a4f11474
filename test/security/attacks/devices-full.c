/* Tries: the harmless devices in harmful ways: to fill, map, seek, lock and configure them.
 * Must: find them as they are, for it and for everybody else.
 * Covers: H9
 * Expect: exited/0 */
#include "guard.h"

#include <linux/random.h>
#include <sys/ioctl.h>

int main(void) {
  char byte = 1;
  int null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDWR), full = open("/dev/full", O_RDWR), random = open("/dev/urandom", O_RDWR);
  if (null < 0 || zero < 0 || full < 0) return 2;
  if (write(null, "x", 1) != 1 || read(null, &byte, 1) != 0) return 3;
  if (read(zero, &byte, 1) != 1 || byte) return 4;
  must_fail_with("a full device", write(full, "x", 1), ENOSPC);
  int bits = 4096;
  must_fail("more entropy", ioctl(random, RNDADDTOENTCNT, &bits));
  must_fail("less entropy", ioctl(random, RNDCLEARPOOL, 0));
  must_fail("another seed", ioctl(random, RNDRESEEDCRNG, 0));
  must_fail("another mode", fchmod(null, 0));
  must_fail("another owner", fchown(null, 1000, 1000));
  must_fail("another size", ftruncate(null, 5));
  return guard_end();
}
