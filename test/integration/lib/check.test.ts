import { afterAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';
import { resolveHome } from '../../../lib/home.js';
import { createRunner } from '../../../lib/index.js';
import { loadInventory } from '../../../toolchains/index.js';
import { lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const inventory = await loadInventory({ path: readEnv().path, home: await resolveHome() });
const checker = inventory.find(({ recipe }) => recipe.name === 'typescript')?.checker;
const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

describe('check: true', () => {
  const check = test.skipIf(lacks(checker !== undefined));
  const language = 'typescript';

  check('runs what has no fault in its types, whatever Node strips', async () => {
    const files = [
      {
        path: 'main.ts',
        content:
          "import { readFileSync } from 'node:fs';\nimport { type Point, sum } from './point.ts';\nconst name = await Promise.resolve(readFileSync(0, 'utf8'));\nconst p: Point = { x: name.length, y: 2 };\nconsole.log(sum(p), process.argv.length);\n",
      },
      {
        path: 'point.ts',
        content:
          'export interface Point { x: number; y: number }\nexport const sum = ({ x, y }: Point): number => x + y;\n',
      },
    ];
    expect(await runner.run({ language, files, check: true, stdin: 'abc' })).toMatchObject({
      stdout: '5 2\n',
      stderr: '',
    });
  });

  check.each([
    ['const s: string = 5;\n', 'main.ts(1,7): error TS2322'],
    ['enum E { A }\nconsole.log(E.A);\n', 'error TS1294'],
    ['const f = (x) => x;\nconsole.log(f(1));\n', 'error TS7006'],
    ["import { gone } from './gone.ts';\nconsole.log(gone);\n", 'error TS2307'],
  ])('does not compile %j, and never runs it', async (code, message) => {
    const result = await runner.run({ language, code, check: true });
    expect(result).toMatchObject({
      status: 'compile-failed',
      ok: false,
      stdout: expect.stringContaining(message),
    });
  });

  check('is not asked for by default', async () => {
    expect(await runner.run({ language, code: 'const s: string = 5; console.log(s);' })).toMatchObject({
      stdout: '5\n',
    });
  });

  check('is read from no settings of the program', async () => {
    const files = [
      { path: 'main.ts', content: 'const s: string = 5;\n' },
      { path: 'tsconfig.json', content: '{"compilerOptions":{"strict":false,"noCheck":true}}' },
    ];
    expect(await runner.compile({ language, files, check: true })).toMatchObject({
      status: 'compile-failed',
    });
  });

  check('has limits of its own, which its tool can pass', async () => {
    const code = 'const n: number = 1;\n';
    const compileLimits = { cpuMs: 30, wallMs: 20_000 };
    expect(await runner.run({ language, code, check: true, compileLimits })).toMatchObject({
      status: 'compile-failed',
      compile: { status: 'limit-exceeded', limit: 'cpu' },
    });
  });

  check('is refused where its tool would only crawl, and works with what it is said to need', async () => {
    const check = (memoryBytes: string) =>
      runner.compile({
        language,
        code: `const n: number = 1; // ${memoryBytes}\n`,
        check: true,
        compileLimits: { memoryBytes },
      });
    await expect(check('24MiB')).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(/within 24 MiB: tsc [\d.]+ takes 96 MiB at least/),
    });
    expect(await check('96MiB')).toMatchObject({ status: 'compiled' });
  });

  check('remembers what has passed', async () => {
    const code = `console.log(1); // ${Math.random()}`;
    const time = async () => {
      const before = performance.now();
      await runner.compile({ language, code, check: true });
      return performance.now() - before;
    };
    const [first, second] = [await time(), await time()];
    expect(second).toBeLessThan(first / 5);
  });
});

test('check: true is refused for a language that has no check', async () => {
  await expect(runner.run({ language: 'python', code: '', check: true })).rejects.toMatchObject({
    code: 'INVALID_OPTIONS',
    message: 'Cannot check Python 3: only TypeScript has a check apart from compiling',
  });
});
