/** Reads a number and prints its double: next to nothing to do. */
export const QUICK = `#include <stdio.h>
int main(void) { long n; if (scanf("%ld", &n) != 1) return 1; printf("%ld\\n", 2 * n); return 0; }
`;

/** The same, after so much CPU time, whatever the machine. */
export function busy(cpuMs: number): string {
  return `#include <stdio.h>
#include <time.h>
static double cpu_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}
int main(void) {
  long n;
  if (scanf("%ld", &n) != 1) return 1;
  for (volatile long i = 0; cpu_ms() < ${cpuMs};) for (long end = i + 50000; i < end; i++) {}
  printf("%ld\\n", 2 * n);
  return 0;
}
`;
}

/** An output validator of the ICPC format: `validator input answer feedback/ < output`, 42 accepts, 43 rejects. */
export const VALIDATOR = `#include <stdio.h>
int main(int count, char **arguments) {
  long wanted, given;
  FILE *answer = count > 2 ? fopen(arguments[2], "r") : 0;
  if (!answer || fscanf(answer, "%ld", &wanted) != 1) return 1;
  return scanf("%ld", &given) == 1 && given == wanted ? 42 : 43;
}
`;

/** Says a line and reads one back, so many times. */
export function caller(trips: number): string {
  return `#include <stdio.h>
int main(void) {
  char line[64];
  for (long i = 0; i < ${trips}; i++) {
    printf("%ld\\n", i);
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) return 1;
  }
  return 0;
}
`;
}

/** Says each line back, to the end. */
export const ECHO = `#include <stdio.h>
int main(void) {
  char line[64];
  while (fgets(line, sizeof line, stdin)) { fputs(line, stdout); fflush(stdout); }
  return 0;
}
`;
