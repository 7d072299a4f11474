import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';
import { countedSignal, settledAfterMs } from '../../support/signals.js';

const runner = createRunner({ uids: ownUids(), concurrency: 1 });
afterAll(() => runner.close());

const REASON = new Error('changed my mind');
const echo = (text: string) => runner.run({ argv: ['/bin/echo', text] });

describe('run() with a signal', () => {
  test('that is aborted already rejects with its reason', async () => {
    const signal = AbortSignal.abort(REASON);
    await expect(runner.run({ argv: ['/bin/true'], signal })).rejects.toBe(REASON);
    await expect(runner.run({ language: 'python', code: '', signal })).rejects.toBe(REASON);
  });

  test.each(['sleep 20', 'while :; do :; done', "trap '' TERM INT HUP; sleep 20 & wait; sleep 20"])(
    'ends a running program: %s',
    async (script) => {
      const controller = new AbortController();
      const running = runner.run({
        argv: ['/bin/sh', '-c', `echo up; ${script}`],
        signal: controller.signal,
        onStdout: () => controller.abort(REASON),
      });
      await expect(running).rejects.toBe(REASON);
      expect(await echo('next')).toMatchObject({ stdout: 'next\n' });
    },
  );

  test('is quick about it', async () => {
    const controller = new AbortController();
    const running = runner.run({ argv: ['/bin/sleep', '20'], signal: controller.signal });
    await sleep(200);
    const settled = settledAfterMs(running);
    controller.abort(REASON);
    expect(await settled).toBeLessThan(1_500);
    await expect(running).rejects.toBe(REASON);
  });

  test('leaves the next program of the same jail alone', async () => {
    await expect(
      runner.run({ argv: ['/bin/sleep', '20'], signal: AbortSignal.timeout(50) }),
    ).rejects.toThrow();
    expect(await runner.run({ argv: ['/bin/sleep', '0.8'] })).toMatchObject({ exitCode: 0 });
  });

  test('takes a waiting call out of the queue', async () => {
    const first = runner.run({ argv: ['/bin/sleep', '3'] });
    const controller = new AbortController();
    const waiting = runner.run({ argv: ['/bin/true'], signal: controller.signal });
    const behind = echo('behind');
    await expect.poll(() => runner.load, { timeout: 10_000 }).toMatchObject({ running: 1, waiting: 2 });
    const settled = settledAfterMs(waiting);
    controller.abort(REASON);
    expect(await settled).toBeLessThan(1_500);
    await expect(waiting).rejects.toBe(REASON);
    expect(await first).toMatchObject({ exitCode: 0 });
    expect(await behind).toMatchObject({ stdout: 'behind\n' });
  });

  test('ends a compilation', async () => {
    const controller = new AbortController();
    const code = `#include <iostream>\n#include <regex>\nint main() { return ${Math.random()} > 2; }`;
    const compiling = runner.compile({ language: 'cpp', code, signal: controller.signal });
    await expect.poll(() => runner.load.running, { timeout: 10_000 }).toBe(1);
    controller.abort(REASON);
    await expect(compiling).rejects.toBe(REASON);
  });

  test('that one caller aborts does not cancel another’s equal compilation', async () => {
    const controller = new AbortController();
    const job = { language: 'c', code: `int main(void) { return ${Math.floor(Math.random() * 1e9)} == 1; }` };
    const mine = runner.compile({ ...job, signal: controller.signal });
    const theirs = runner.compile(job);
    controller.abort(REASON);
    await expect(mine).rejects.toBe(REASON);
    expect(await theirs).toMatchObject({ status: 'compiled' });
  });

  test('that times out rejects with a TimeoutError', async () => {
    const running = runner.run({ argv: ['/bin/sleep', '20'], signal: AbortSignal.timeout(100) });
    await expect(running).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('that is aborted afterwards changes nothing', async () => {
    const controller = new AbortController();
    const result = await runner.run({ argv: ['/bin/echo', 'x'], signal: controller.signal });
    controller.abort(REASON);
    expect(result).toMatchObject({ stdout: 'x\n' });
    expect(await echo('next')).toMatchObject({ stdout: 'next\n' });
  });

  test('leaves no listener on the signal after many runs', async () => {
    const { signal, listeners } = countedSignal();
    for (let i = 0; i < 5; i++) await runner.run({ argv: ['/bin/true'], signal });
    expect(listeners()).toBe(0);
  });

  test('cancels many at once', async () => {
    const controller = new AbortController();
    const running = Array.from({ length: 20 }, () =>
      runner.run({ argv: ['/bin/sleep', '20'], signal: controller.signal }),
    );
    await sleep(100);
    controller.abort(REASON);
    const settled = await Promise.allSettled(running);
    expect(settled.map((each) => each.status === 'rejected' && each.reason === REASON)).toEqual(
      Array(20).fill(true),
    );
    expect(await echo('next')).toMatchObject({ stdout: 'next\n' });
  });
});
