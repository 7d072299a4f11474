import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { findRecipe, type Recipe } from '../../../toolchains/index.js';
import { descendantsOf, nameOf, processesOf, remainsOf } from '../../support/leftovers.js';
import { ownUids, withRunner } from '../../support/runners.js';

const UIDS = ownUids();
const PYTHON = findRecipe('python')!;
const FIXTURE = join(fileURLToPath(import.meta.url), '..', 'fixtures', 'warm-parked.mjs');
const HELLO = { language: 'python', code: 'print("hello")' };

afterAll(async () => expect(await remainsOf(UIDS)).toEqual([]));

/** Our own interpreters that are parked. */
async function interpreters(): Promise<number[]> {
  const pids = await descendantsOf(process.pid);
  const names = await Promise.all(pids.map(nameOf));
  return pids.filter((_, i) => names[i]!.startsWith('python'));
}

async function killInterpreters(signal: NodeJS.Signals): Promise<number> {
  const pids = await interpreters();
  for (const pid of pids) process.kill(pid, signal);
  return pids.length;
}

describe('when a parked interpreter dies', () => {
  test.each(['SIGKILL', 'SIGTERM', 'SIGSEGV'] as const)(
    'by %s, its cell is thrown away, and the next runs work',
    async (signal) => {
      await withRunner(
        async (runner) => {
          for (let i = 0; i < 3; i++) expect(await runner.run(HELLO)).toMatchObject({ stdout: 'hello\n' });
          await expect.poll(async () => (await interpreters()).length, { timeout: 5_000 }).toBeGreaterThan(0);
          expect(await killInterpreters(signal)).toBeGreaterThan(0);
          for (let i = 0; i < 3; i++) expect(await runner.run(HELLO)).toMatchObject({ stdout: 'hello\n' });
        },
        { warm: ['python'] },
      );
    },
  );

  test('again and again, it is the host’s fault, with what it said', async () => {
    const warm = { ...PYTHON.warm!, env: {} }; // never gets to its hook: looks for its program, which is not there
    const language: Recipe = { ...PYTHON, warm };
    await withRunner(
      async (runner) => {
        for (let i = 0; i < 2; i++) {
          await expect(runner.run({ ...HELLO, language })).rejects.toMatchObject({
            code: 'JAIL_FAILED',
            blame: 'host',
            message: expect.stringMatching(
              /warm interpreter.*did not get to its hook.*can't open file '\/box\/main.py'/s,
            ),
          });
        }
        expect(await runner.run(HELLO)).toMatchObject({ stdout: 'hello\n' });
      },
      { warm: ['python'] },
    );
  });

  test('because it cannot be started at all, too', async () => {
    const language: Recipe = { ...PYTHON, run: { argv: ['/usr/bin/no-such-python', '{main}'] } };
    await withRunner(
      (runner) =>
        expect(runner.run({ ...HELLO, language })).rejects.toMatchObject({
          code: 'JAIL_FAILED',
          message: expect.stringMatching(/cannot be started: errno 2/),
        }),
      { warm: ['python'] },
    );
  });
});

describe('a script with warm interpreters', () => {
  const node = (args: readonly string[], options: Options = {}) =>
    execa(process.execPath, [FIXTURE, JSON.stringify(UIDS), ...args], {
      reject: false,
      timeout: 30_000,
      ...options,
    });

  test.each([
    ['python', 'print(1)'],
    ['javascript', 'console.log(1)'],
  ])('ends by itself, and leaves nothing: %s', async (language, code) => {
    expect(await node([language, code])).toMatchObject({ exitCode: 0, stdout: '1\n1\n1', stderr: '' });
    expect(await remainsOf(UIDS)).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)('killed by %s takes them with it', async (signal) => {
    const script = node(['python', 'print(1)', 'waits'], { buffer: false });
    await once(script.stdout!, 'data');
    await expect.poll(async () => (await processesOf(UIDS)).length, { timeout: 5_000 }).toBeGreaterThan(5);
    script.kill(signal);
    await script;
    await expect.poll(() => processesOf(UIDS), { timeout: 2_000 }).toEqual([]);
    await withRunner((runner) => runner.run({ argv: ['/bin/true'] }));
  });

  test('close() takes them with it as well', async () => {
    await withRunner((runner) => Promise.all([runner.run(HELLO), runner.run(HELLO)]), { warm: ['python'] });
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});
