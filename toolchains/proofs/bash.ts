import type { Proof } from '../proof.js';

export const bashProof: Proof = {
  hello: 'echo ok\n',
  echo: 'cat\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expansion of Bash
  argsEnv: 'for argument; do printf "%s\\n" "$argument"; done\nprintf "%s\\n" "${GREETING}"\n',
  multiFile: {
    files: { 'main.sh': '. ./answer.sh\nanswer\n', 'answer.sh': 'answer() { echo ok; }\n' },
    stdout: 'ok\n',
  },
  broken: 'if true; then echo ok\n',
  brokenMessage: /syntax error/,
  exit7: 'exit 7\n',
  raise: 'kill -"$1" $$\n',
  spin: 'while :; do :; done\n',
  sleep: 'while :; do sleep 3600; done\n',
  hog: 'block=$(printf "%1048576s" x)\nwhile :; do all+=$block; done\n',
  flood: 'while :; do echo all work and no play; done\n',
  unicode: 'echo "héllo → 世界 🎉"\n',
};
