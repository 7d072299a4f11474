import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Runner } from '../../../lib/index.js';
import type { Recipe } from '../../../toolchains/index.js';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { CLOCK, compiled } from '../../support/programs.js';
import { ownUids, withRunner } from '../../support/runners.js';

/** Takes its time. */
const SLOW_CLOCK: Recipe = {
  ...CLOCK,
  name: 'slow-clock',
  compile: {
    ...CLOCK.compile!,
    argv: CLOCK.compile!.argv.map((arg) => arg.replace(/^test/, 'sleep 0.5; test')) as [string, ...string[]],
  },
};

let own: OwnHome;
let home: string;
let runner: Runner;

beforeAll(async () => {
  own = await openOwnHome();
  home = own.path;
  runner = createRunner({ uids: ownUids(), home });
});
afterAll(async () => {
  await runner.close();
  await own[Symbol.asyncDispose]();
});

describe('the cache of compiled programs', () => {
  const printed = async (by: Runner, code: string) => (await by.run({ language: CLOCK, code })).stdout;

  test('compiles equal sources once', async () => {
    const code = randomUUID();
    const first = await printed(runner, code);
    expect(first).toMatch(/^\d{15,}\n$/);
    expect(await printed(runner, code)).toBe(first);
    expect(await printed(runner, `${code} `)).not.toBe(first);
  });

  test('compiles equal sources once that come at the same time', async () => {
    const code = randomUUID();
    const all = await Promise.all(Array.from({ length: 8 }, () => printed(runner, code)));
    expect(new Set(all).size).toBe(1);
  });

  test('compiles equal sources once for callers who may cancel, until all of them have', async () => {
    const job = { language: SLOW_CLOCK, code: randomUUID() };
    const start = () => {
      const abort = new AbortController();
      return { abort, outcome: runner.run({ ...job, signal: abort.signal }) };
    };
    const [fickle, patient] = [start(), start()];
    await sleep(100);
    fickle.abort.abort('changed my mind');
    await expect(fickle.outcome).rejects.toBe('changed my mind');
    const { stdout } = await patient.outcome;
    expect((await start().outcome).stdout).toBe(stdout);
  });

  test('stops compiling when nobody waits any more, and compiles anew for the next', async () => {
    const job = { language: SLOW_CLOCK, code: randomUUID() };
    const aborts = [new AbortController(), new AbortController()];
    const outcomes = aborts.map(({ signal }) => runner.compile({ ...job, signal }));
    await sleep(100);
    for (const [i, abort] of aborts.entries()) abort.abort(`reason ${i}`);
    await expect(outcomes[0]).rejects.toBe('reason 0');
    await expect(outcomes[1]).rejects.toBe('reason 1');
    expect(runner.load).toEqual({ running: 0, waiting: 0 });
    expect(await runner.run(job)).toMatchObject({ exitCode: 0 });
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
    const program = await compiled(runner, { language: CLOCK, code: randomUUID() });
    await rm(join(home, 'programs'), { recursive: true });
    await mkdir(join(home, 'programs'), { mode: 0o700 });
    await expect(program.run()).rejects.toMatchObject({ name: 'BailiffError', code: 'STORAGE_FAILED' });
    expect(await runner.run({ language: CLOCK, code: randomUUID() })).toMatchObject({ exitCode: 0 });
  });

  test('a program cannot change what is kept', async () => {
    const code =
      '#include <unistd.h>\n#include <fcntl.h>\n#include <sys/stat.h>\nint main(int n, char **v) { chmod(v[0], 0777); unlink(v[0]); return open(v[0], O_WRONLY) >= 0; }';
    const program = await compiled(runner, { language: 'c', code });
    for (let round = 0; round < 3; round++) expect(await program.run()).toMatchObject({ exitCode: 0 });
  });
});
