import type { Proof } from '../proof.js';

export const cProof: Proof = {
  hello: '#include <stdio.h>\nint main(void) { puts("ok"); return 0; }\n',
  echo: `#include <stdio.h>
int main(void) {
  static char buffer[65536];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, stdin)) > 0;) fwrite(buffer, 1, n, stdout);
}
`,
  argsEnv: `#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) puts(argv[i]);
  puts(getenv("GREETING"));
}
`,
  multiFile: {
    files: {
      'main.c': '#include "answer.h"\n#include <stdio.h>\nint main(void) { puts(answer()); }\n',
      'answer.c': '#include "answer.h"\nconst char *answer(void) { return "ok"; }\n',
      'answer.h': 'const char *answer(void);\n',
    },
    stdout: 'ok\n',
  },
  broken: 'int main(void) { return missing; }\n',
  brokenMessage: /missing.* undeclared/,
  exit7: 'int main(void) { return 7; }\n',
  raise: `#include <signal.h>
#include <stdlib.h>
int main(int argc, char **argv) { return argc > 1 ? raise(atoi(argv[1])) : 1; }
`,
  spin: 'int main(void) { for (volatile unsigned i = 0;; i++); }\n',
  sleep: '#include <unistd.h>\nint main(void) { for (;;) pause(); }\n',
  hog: `#include <stdlib.h>
#include <string.h>
int main(void) {
  for (void **last = NULL, **block;; last = block) {
    block = malloc(1 << 20);
    if (!block) abort();
    memset(block, 1, 1 << 20);
    *block = last;
  }
}
`,
  flood: '#include <stdio.h>\nint main(void) { while (puts("all work and no play") >= 0); }\n',
  unicode: '#include <stdio.h>\nint main(void) { puts("héllo → 世界 🎉"); }\n',
};
