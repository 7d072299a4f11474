import type { Proof } from '../proof.js';

export const phpProof: Proof = {
  hello: '<?php\necho "ok\\n";\n',
  echo: '<?php\nstream_copy_to_stream(STDIN, STDOUT);\n',
  argsEnv:
    '<?php\nforeach (array_slice($argv, 1) as $argument) echo "$argument\\n";\necho getenv("GREETING"), "\\n";\n',
  multiFile: {
    files: {
      'main.php': '<?php\nrequire __DIR__ . "/parts/answer.php";\necho answer(), "\\n";\n',
      'parts/answer.php': '<?php\nfunction answer() { return "ok"; }\n',
    },
    stdout: 'ok\n',
  },
  broken: '<?php\necho "ok\\n"\nif (\n',
  brokenMessage: /syntax error/,
  exit7: '<?php\nexit(7);\n',
  raise: '<?php\nposix_kill(getmypid(), (int) $argv[1]);\nsleep(10);\n',
  spin: '<?php\nwhile (true);\n',
  sleep: '<?php\nwhile (true) sleep(3600);\n',
  hog: '<?php\n$blocks = [];\nwhile (true) $blocks[] = str_repeat("x", 1048576);\n',
  flood: '<?php\nwhile (true) echo "all work and no play\\n";\n',
  unicode: '<?php\necho "héllo → 世界 🎉\\n";\n',
};
