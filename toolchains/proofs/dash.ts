import type { Proof } from '../proof.js';

export const dashProof: Proof = {
  hello: `echo ok
`,
  echo: `cat
`,
  argsEnv: `for argument; do printf "%s\\n" "$argument"; done
printf "%s\\n" "$GREETING"
`,
  multiFile: {
    files: {
      'main.dash': `. ./answer.dash
answer
`,
      'answer.dash': `answer() { echo ok; }
`,
    },
    stdout: 'ok\n',
  },
  broken: `if true; then echo ok
`,
  brokenMessage: /Syntax error/,
  exit7: `exit 7
`,
  raise: `kill -"$1" $$
`,
  spin: `while :; do :; done
`,
  sleep: `while :; do sleep 3600; done
`,
  hog: `block=$(printf "%1048576s" x)
while :; do all=$all$block; done
`,
  flood: `while :; do echo all work and no play; done
`,
  unicode: `echo "héllo → 世界 🎉"
`,
};
