import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import type { Recipe } from '../../../toolchains/index.js';
import { CLOCK, compiled } from '../../support/programs.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

describe('compile()', () => {
  test('gives a program that runs many times', async () => {
    const code =
      '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); }';
    const program = await compiled(runner, { language: 'c', code });
    expect(program).toMatchObject({ status: 'compiled', language: 'c' });
    expect(program.version).toMatch(/^\d+\./);
    for (const [a, b] of [
      [1, 2],
      [40, 2],
      [-1, 1],
    ] as const) {
      expect(await program.run({ stdin: `${a} ${b}` })).toMatchObject({ stdout: `${a + b}\n` });
    }
  });

  test('gives a program that runs in parallel', async () => {
    const code = '#include <stdio.h>\nint main(int n, char **v) { puts(v[1]); }';
    const program = await compiled(runner, { language: 'c', code });
    const results = await Promise.all(Array.from({ length: 30 }, (_, i) => program.run({ args: [`${i}`] })));
    expect(results.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 30 }, (_, i) => `${i}\n`));
  });

  test('tells apart programs that take turns', async () => {
    const programs = await Promise.all(
      [3, 4, 5].map((n) => compiled(runner, { language: 'c', code: `int main(void) { return ${n}; }` })),
    );
    const codes: unknown[] = [];
    for (let round = 0; round < 4; round++) {
      for (const program of programs) codes.push(await program.run());
    }
    expect(codes.map((result) => (result as { exitCode: number }).exitCode)).toEqual(
      Array(4).fill([3, 4, 5]).flat(),
    );
  });

  test('gives a program in a language that compiles nothing', async () => {
    const program = await compiled(runner, { language: 'python', code: 'print(input())' });
    expect(await program.run({ stdin: 'x' })).toMatchObject({ stdout: 'x\n' });
  });

  test('keeps a program’s own files, and takes more with each run', async () => {
    const program = await compiled(runner, { language: 'python', code: 'print(open("data").read())' });
    for (const content of ['one', 'two']) {
      expect(await program.run({ files: [{ path: 'data', content }] })).toMatchObject({
        stdout: `${content}\n`,
      });
    }
    const running = program.run({ files: [{ path: 'main.py', content: '' }] });
    await expect(running).rejects.toMatchObject({ code: 'INVALID_PATH' });
  });

  test('gives the compiler’s message as a value', async () => {
    const failed = await runner.compile({ language: 'c', code: 'int main(void) { return nope; }' });
    expect(failed).toMatchObject({
      status: 'compile-failed',
      ok: false,
      stderr: expect.stringContaining('‘nope’ undeclared'),
      compile: { status: 'exited', exitCode: 1 },
      files: {},
    });
  });

  test('fails with the limit that the compiler passed', async () => {
    const failed = await runner.compile({
      language: 'c',
      code: '#include "/dev/zero"\nint main(void) {}',
      compileLimits: { memoryBytes: '64MiB', cpuMs: '2s' },
    });
    expect(failed).toMatchObject({
      status: 'compile-failed',
      compile: { status: 'limit-exceeded', limit: expect.stringMatching(/^(memory|cpu)$/) },
    });
  });

  test('fails in words when the compiler leaves no program', async () => {
    const lazy: Recipe = { ...CLOCK, compile: { argv: ['{tool}', '-c', ':'], artifact: 'program' } };
    const failed = await runner.compile({ language: lazy, code: '' });
    expect(failed).toMatchObject({
      status: 'compile-failed',
      stderr: expect.stringContaining('the compiler left no "program"'),
    });
  });

  test('refuses an artifact that is a link out of the jail', async () => {
    const crafty: Recipe = {
      ...CLOCK,
      compile: { argv: ['{tool}', '-c', 'ln -s /etc/shadow "$0"', '{artifact}'], artifact: 'program' },
    };
    expect(await runner.compile({ language: crafty, code: '' })).toMatchObject({ status: 'compile-failed' });
  });
});
