import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BailiffError, createRunner, type Program, type Runner } from '../../../lib/index.js';
import { findRecipe, type Recipe } from '../../../toolchains/index.js';
import { nameOf, processesOf, remainsOf } from '../../support/leftovers.js';
import { compiled } from '../../support/programs.js';
import { ownUids, withRunner } from '../../support/runners.js';
import { countedSignal, settledAfterMs } from '../../support/signals.js';

const UIDS = ownUids();
const REASON = new Error('changed my mind');
/** A language whose programs are not there when they are to be run. */
const GHOST: Recipe = { ...findRecipe('bash')!, name: 'ghost', aliases: [], run: { argv: ['/box/nobody'] } };

let runner: Runner;
let waits: Program;
beforeEach(async () => {
  runner = createRunner({ uids: UIDS, concurrency: 1 });
  waits = await compiled(runner, { language: 'bash', code: 'echo up >&2; sleep 30 & wait' });
});
afterEach(async () => {
  await runner.close();
  expect(await remainsOf(UIDS)).toEqual([]);
});

/** After a fault nothing of the pair runs any more, and the next one is served. */
async function expectNextPair(): Promise<void> {
  const program = await compiled(runner, {
    language: 'bash',
    code: 'echo hello; read -r line; echo "$line" >&2',
  });
  const { first } = await runner.interact({ first: { program }, second: { program } });
  expect(first.stderr.toString()).toBe('hello\n');
}

describe('interact() with a signal', () => {
  test.each([undefined, { bytes: 100 }])('ends both programs: %o', async (transcript) => {
    const controller = new AbortController();
    const running = runner.interact({
      first: { program: waits },
      second: { program: waits },
      transcript,
      signal: controller.signal,
    });
    running.catch(() => undefined);
    await expect.poll(() => runner.load.running).toBe(1);
    await sleep(200);
    const settled = settledAfterMs(running);
    controller.abort(REASON);
    expect(await settled).toBeLessThan(1_500);
    await expect(running).rejects.toBe(REASON);
    await expectNextPair();
  });

  test('ends them at any moment, also before they start', async () => {
    for (let i = 0; i < 40; i++) {
      const signal = AbortSignal.timeout(i % 10);
      const running = runner.interact({ first: { program: waits }, second: { program: waits }, signal });
      await expect(running).rejects.toMatchObject({ name: 'TimeoutError' });
    }
    await expectNextPair();
  });

  test('that is aborted already rejects with its reason', async () => {
    const signal = AbortSignal.abort(REASON);
    const running = runner.interact({ first: { program: waits }, second: { program: waits }, signal });
    await expect(running).rejects.toBe(REASON);
  });

  test('takes a waiting pair out of the queue', async () => {
    const busy = runner.run({ argv: ['/bin/sleep', '2'] });
    const signal = AbortSignal.timeout(100);
    const running = runner.interact({ first: { program: waits }, second: { program: waits }, signal });
    expect(await settledAfterMs(running)).toBeLessThan(1_500);
    await busy;
  });

  test('leaves no listener behind', async () => {
    const { signal, listeners } = countedSignal();
    const program = await compiled(runner, { language: 'bash', code: 'exit 0' });
    for (let i = 0; i < 5; i++) await runner.interact({ first: { program }, second: { program }, signal });
    expect(listeners()).toBe(0);
  });
});

describe('interact() with a program that cannot be started', () => {
  test.each(['first', 'second'] as const)('ends the other side at once, and names it: %s', async (which) => {
    const ghost = { program: await compiled(runner, { language: GHOST, code: '' }) };
    const other = { program: waits };
    const running = runner.interact(
      which === 'first' ? { first: ghost, second: other } : { first: other, second: ghost },
    );
    expect(await settledAfterMs(running)).toBeLessThan(2_000);
    const error = await running.catch((thrown: BailiffError) => thrown);
    expect(error).toMatchObject({ code: 'PROGRAM_NOT_STARTED', blame: 'caller' });
    expect((error as BailiffError).message).toContain(`the ${which} program of a pair`);
    await expectNextPair();
  });

  test('on both sides rejects once', async () => {
    const program = await compiled(runner, { language: GHOST, code: '' });
    const running = runner.interact({ first: { program }, second: { program } });
    await expect(running).rejects.toMatchObject({ code: 'PROGRAM_NOT_STARTED' });
    await expectNextPair();
  });
});

describe('interact() with a jail that breaks', () => {
  test.each(['first', 'second'])('ends the other side and rejects, and the next pair runs', async (which) => {
    const running = runner.interact({ first: { program: waits }, second: { program: waits } });
    running.catch(() => undefined);
    const jails = async () => {
      const pids = await processesOf(UIDS);
      const names = await Promise.all(pids.map(nameOf));
      return pids.filter((_, i) => names[i] === 'nsjail');
    };
    const sleepers = async () =>
      (await Promise.all((await processesOf(UIDS)).map(nameOf))).filter((name) => name === 'sleep').length;
    await expect.poll(sleepers, { timeout: 5_000 }).toBe(2);
    const [one, other] = await jails();
    const settled = settledAfterMs(running);
    process.kill(which === 'first' ? one! : other!, 'SIGKILL');
    expect(await settled).toBeLessThan(2_000);
    await expect(running).rejects.toMatchObject({ code: 'JAIL_FAILED', blame: 'host' });
    expect(await sleepers()).toBe(0);
    await expectNextPair();
  });
});

describe('interact() refuses', () => {
  test('a program of another runner', async () => {
    await withRunner(async (other) => {
      const running = other.interact({ first: { program: waits }, second: { program: waits } });
      await expect(running).rejects.toMatchObject({ code: 'INVALID_OPTIONS', blame: 'caller' });
    });
  });

  test.each([
    ['what is no program', { first: { program: {} }, second: { program: {} } }],
    ['stdin for a side', (program: Program) => ({ first: { program, stdin: '' }, second: { program } })],
    ['one side', (program: Program) => ({ first: { program } })],
    [
      'an empty transcript',
      (program: Program) => ({ first: { program }, second: { program }, transcript: { bytes: 0 } }),
    ],
  ])('%s', async (_, options) => {
    const given = typeof options === 'function' ? options(waits) : options;
    await expect(runner.interact(given as never)).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });

  test('an input that is not there', async () => {
    const running = runner.interact({
      first: { program: waits },
      second: { program: waits, inputs: { data: '/nowhere/at/all' } },
    });
    await expect(running).rejects.toMatchObject({ blame: 'caller' });
    await expectNextPair();
  });

  test('a limit above the ceiling', async () => {
    const limits = { cpuMs: 10 ** 12 };
    const running = runner.interact({ first: { program: waits, limits }, second: { program: waits } });
    await expect(running).rejects.toMatchObject({ code: 'INVALID_LIMITS' });
  });
});
