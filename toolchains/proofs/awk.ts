import type { Proof } from '../proof.js';

export const awkProof: Proof = {
  hello: 'BEGIN { print "ok" }\n',
  echo: 'BEGIN { BINMODE = 3; RS = "^$"; ORS = "" }\n{ print }\n',
  argsEnv: 'BEGIN {\n  for (i = 1; i < ARGC; i++) print ARGV[i]\n  print ENVIRON["GREETING"]\n  exit\n}\n',
  multiFile: {
    files: {
      'main.awk': '@include "parts/answer.awk"\nBEGIN { print answer() }\n',
      'parts/answer.awk': 'function answer() { return "ok" }\n',
    },
    stdout: 'ok\n',
  },
  broken: 'BEGIN { print "ok" \nif (\n',
  brokenMessage: /syntax error|unexpected newline/,
  exit7: 'BEGIN { exit 7 }\n',
  raise: 'BEGIN { system("kill -" ARGV[1] " $PPID; sleep 10") }\n',
  spin: 'BEGIN { while (1) i++ }\n',
  sleep: 'BEGIN { while (1) system("sleep 3600") }\n',
  hog: 'BEGIN { while (1) blocks[++n] = sprintf("%1048576d", n) }\n',
  flood: 'BEGIN { while (1) print "all work and no play" }\n',
  unicode: 'BEGIN { print "héllo → 世界 🎉" }\n',
};
