import type { Proof } from '../proof.js';

export const javascriptProof: Proof = {
  hello: 'console.log("ok");\n',
  echo: 'process.stdin.pipe(process.stdout);\n',
  argsEnv: 'for (const line of [...process.argv.slice(2), process.env.GREETING]) console.log(line);\n',
  multiFile: {
    files: {
      'main.js':
        'const { first } = require("./first.js");\nimport("./rest.mjs").then(({ rest }) => console.log(first + rest));\n',
      'first.js': 'exports.first = "o";\n',
      'rest.mjs': 'export const rest = "k";\n',
    },
    stdout: 'ok\n',
  },
  broken: 'const = 1;\n',
  brokenMessage: /SyntaxError/,
  exit7: 'process.exit(7);\n',
  raise: 'process.kill(process.pid, Number(process.argv[2]));\nsetInterval(() => {}, 1000);\n',
  spin: 'for (;;);\n',
  sleep: 'setInterval(() => {}, 3_600_000);\n',
  hog: 'const blocks = [];\nfor (;;) blocks.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));\n',
  flood:
    'const { writeSync } = require("node:fs");\nfor (;;) writeSync(1, "all work and no play\\n".repeat(100));\n',
  unicode: 'console.log("héllo → 世界 🎉");\n',
};
