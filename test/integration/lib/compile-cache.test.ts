import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
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

/** The entry that was used last. */
async function newestEntry(): Promise<string> {
  const folder = join(home, 'programs');
  const entries = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const dated = await Promise.all(
    entries.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  return join(folder, dated.sort((a, b) => b.at - a.at)[0]!.name);
}

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

  test.each<[string, (entry: string) => Promise<unknown>]>([
    ['removed', (entry) => rm(entry, { recursive: true })],
    ['changed', (entry) => writeFile(join(entry, 'files/program'), '#!/bin/sh\necho evil\n')],
    ['cut short', (entry) => truncate(join(entry, 'files/program'), 5)],
    ['given another mode', (entry) => chmod(join(entry, 'files/program'), 0o444)],
    [
      'replaced by a link',
      (entry) =>
        rm(join(entry, 'files/program')).then(() => symlink('/bin/false', join(entry, 'files/program'))),
    ],
  ])('a program that somebody has %s there is compiled anew, and never run', async (_, damage) => {
    const code = randomUUID();
    const program = await compiled(runner, { language: CLOCK, code });
    const first = (await program.run()).stdout;
    await damage(await newestEntry());
    const second = await program.run();
    expect(second).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d{15,}\n$/) });
    expect(second.stdout).not.toBe(first);
    expect((await program.run()).stdout).toBe(second.stdout);
    await damage(await newestEntry());
    await withRunner(
      async (next) => expect(await printed(next, code)).toMatch(/^\d{15,}\n$/), // as it finds it
      { home },
    );
  });

  test('is shared by runners of other homes by its path', async () => {
    const other = join(home, 'another-home');
    await mkdir(other, { mode: 0o755 });
    const cacheFolder = join(home, 'shared');
    const code = randomUUID();
    const first = await withRunner((next) => printed(next, code), { home, cacheFolder });
    expect(await withRunner((next) => printed(next, code), { home: other, cacheFolder })).toBe(first);
    expect((await stat(cacheFolder)).mode & 0o777).toBe(0o700);
    expect(await readdir(other)).not.toContain('programs');
  });

  test('refuses a shared folder that others may write to', async () => {
    const cacheFolder = join(home, 'open');
    await mkdir(cacheFolder);
    await chmod(cacheFolder, 0o777);
    const run = withRunner((next) => printed(next, 'x'), { home, cacheFolder });
    await expect(run).rejects.toMatchObject({
      code: 'HOST_UNSUPPORTED',
      message: expect.stringContaining('Cannot use the cache folder'),
    });
  });

  test('two runners that fill and trim one folder at once run every program', async () => {
    const cacheFolder = join(home, 'tiny');
    const fill = (next: Runner) =>
      Promise.all(
        Array.from({ length: 12 }, async () => {
          const program = await compiled(next, { language: CLOCK, code: randomUUID() });
          await Promise.all(
            (await readdir(cacheFolder))
              .filter((name) => !name.startsWith('.'))
              .map((name) => utimes(join(cacheFolder, name), 0, 0).catch(() => undefined)),
          );
          return program.run();
        }),
      );
    const options = { home, cacheFolder, cacheBytes: 40_000, uids: ownUids(128) };
    const results = await withRunner(
      (one) => withRunner((two) => Promise.all([fill(one), fill(two)]), options),
      options,
    );
    for (const result of results.flat()) expect(result).toMatchObject({ exitCode: 0 });
  });

  test('a program cannot change what is kept', async () => {
    const code =
      '#include <unistd.h>\n#include <fcntl.h>\n#include <sys/stat.h>\nint main(int n, char **v) { chmod(v[0], 0777); unlink(v[0]); return open(v[0], O_WRONLY) >= 0; }';
    const program = await compiled(runner, { language: 'c', code });
    for (let round = 0; round < 3; round++) expect(await program.run()).toMatchObject({ exitCode: 0 });
  });
});
