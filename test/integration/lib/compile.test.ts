import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import { createRunner, type Program, type Runner } from '../../../lib/index.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { findRecipe, type Recipe } from '../../../toolchains/index.js';
import { ownUids, withRunner } from '../../support/runners.js';

let runner: Runner;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiff-compile-'));
  process.env.BAILIFF_NATIVE = (await findNative({ home: homePath() })).path;
  process.env.BAILIFF_NSJAIL = (await findNsjail({ home: homePath() })).path;
  runner = createRunner({ uids: ownUids(), home });
});
afterAll(async () => {
  await runner.close();
  delete process.env.BAILIFF_NATIVE;
  delete process.env.BAILIFF_NSJAIL;
  await rm(home, { recursive: true });
});

const bash = findRecipe('bash')!;

/** A language whose compiler leaves a program that prints when, to the nanosecond, it was compiled. */
const CLOCK: Recipe = {
  ...bash,
  name: 'clock',
  title: 'Clock',
  aliases: [],
  extensions: ['.clock'],
  sourceName: 'main.clock',
  compile: {
    argv: [
      '{tool}',
      '-c',
      'test "$(cat "$0")" != broken && (echo "#!/bin/sh"; echo "echo $(date +%s%N) $1") > "$1" && chmod +x "$1"',
      '{main}',
      '{artifact}',
    ],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
};

async function compiled(options: Parameters<Runner['compile']>[0], by = runner): Promise<Program> {
  const program = await by.compile(options);
  if (program.status !== 'compiled') throw new Error(program.stderr);
  return program;
}

describe('compile()', () => {
  test('gives a program that runs many times', async () => {
    const code =
      '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); }';
    const program = await compiled({ language: 'c', code });
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
    const program = await compiled({ language: 'c', code });
    const results = await Promise.all(Array.from({ length: 30 }, (_, i) => program.run({ args: [`${i}`] })));
    expect(results.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 30 }, (_, i) => `${i}\n`));
  });

  test('tells apart programs that take turns', async () => {
    const programs = await Promise.all(
      [3, 4, 5].map((n) => compiled({ language: 'c', code: `int main(void) { return ${n}; }` })),
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
    const program = await compiled({ language: 'python', code: 'print(input())' });
    expect(await program.run({ stdin: 'x' })).toMatchObject({ stdout: 'x\n' });
  });

  test('keeps a program’s own files, and takes more with each run', async () => {
    const program = await compiled({ language: 'python', code: 'print(open("data").read())' });
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

describe('the cache of compiled programs', () => {
  const printed = async (by: Runner, code: string) => (await by.run({ language: CLOCK, code })).stdout;

  test('compiles equal sources once', async () => {
    const code = randomUUID();
    const first = await printed(runner, code);
    expect(first).toMatch(/^\d{15,} \/box\/program\n$/);
    expect(await printed(runner, code)).toBe(first);
    expect(await printed(runner, `${code} `)).not.toBe(first);
  });

  test('compiles equal sources once that come at the same time', async () => {
    const code = randomUUID();
    const all = await Promise.all(Array.from({ length: 8 }, () => printed(runner, code)));
    expect(new Set(all).size).toBe(1);
  });

  test('serves the next runner', async () => {
    const code = randomUUID();
    const first = await printed(runner, code);
    await withRunner(async (next) => expect(await printed(next, code)).toBe(first), { home });
  });

  test('tells limits of the compiler and files apart', async () => {
    const code = randomUUID();
    const first = await printed(runner, code);
    const limited = await runner.run({ language: CLOCK, code, compileLimits: { cpuMs: 5_000 } });
    expect(limited.stdout).not.toBe(first);
    const files = [
      { path: 'main.clock', content: code },
      { path: 'more', content: '' },
    ];
    expect((await runner.run({ language: CLOCK, files })).stdout).not.toBe(first);
  });

  test('does not keep a failure', async () => {
    const before = await readdir(join(home, 'programs'));
    for (let round = 0; round < 2; round++) {
      expect(await runner.run({ language: CLOCK, code: 'broken' })).toMatchObject({
        status: 'compile-failed',
      });
    }
    expect(await readdir(join(home, 'programs'))).toEqual(before);
  });

  test('keeps nothing with cacheBytes 0', async () => {
    const before = await readdir(join(home, 'programs'));
    const code = randomUUID();
    await withRunner(
      async (next) => {
        const first = await printed(next, code);
        expect(await printed(next, code)).toBe(first);
      },
      { home, cacheBytes: 0 },
    );
    expect(await readdir(join(home, 'programs'))).toEqual(before);
  });

  test('a program that somebody removed from it is the host’s fault', async () => {
    const program = await compiled({ language: CLOCK, code: randomUUID() });
    await rm(join(home, 'programs'), { recursive: true });
    await mkdir(join(home, 'programs'), { mode: 0o700 });
    await expect(program.run()).rejects.toMatchObject({ name: 'BailiffError', code: 'STORAGE_FAILED' });
    expect(await runner.run({ language: CLOCK, code: randomUUID() })).toMatchObject({ exitCode: 0 });
  });

  test('a program cannot change what is kept', async () => {
    const code =
      '#include <unistd.h>\n#include <fcntl.h>\n#include <sys/stat.h>\nint main(int n, char **v) { chmod(v[0], 0777); unlink(v[0]); return open(v[0], O_WRONLY) >= 0; }';
    const program = await compiled({ language: 'c', code });
    for (let round = 0; round < 3; round++) expect(await program.run()).toMatchObject({ exitCode: 0 });
  });
});
