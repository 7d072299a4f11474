import type { Proof } from '../proof.js';

export const typescriptProof: Proof = {
  hello: 'const text: string = "ok";\nconsole.log(text);\n',
  echo: `import { pipeline } from 'node:stream/promises';
await pipeline(process.stdin as NodeJS.ReadableStream, process.stdout);
`,
  argsEnv: `const lines: (string | undefined)[] = [...process.argv.slice(2), process.env.GREETING];
for (const line of lines) console.log(line);
`,
  multiFile: {
    files: {
      'main.ts':
        "import { answer, type Answer } from './answer.ts';\nconst text: Answer = answer();\nconsole.log(text);\n",
      'answer.ts': "export type Answer = string;\nexport const answer = (): Answer => 'ok';\n",
    },
    stdout: 'ok\n',
  },
  broken: 'const x: = 1;\n',
  brokenMessage: /SyntaxError/,
  exit7: 'process.exit(7 satisfies number);\n',
  raise:
    'process.kill(process.pid, Number(process.argv[2]) as number);\nsetInterval((): void => {}, 1000);\n',
  spin: 'let i: number = 0;\nfor (;;) i++;\n',
  sleep: 'setInterval((): void => {}, 3_600_000);\n',
  hog: `const blocks: { i: number }[][] = [];
for (;;) blocks.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
`,
  flood: `import { writeSync } from 'node:fs';
for (;;) writeSync(1, 'all work and no play\\n'.repeat(100) as string);
`,
  unicode: 'const text: string = "héllo → 世界 🎉";\nconsole.log(text);\n',
};
