import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Quota, type Usage, usageOf } from '../../../../lib/session/quota.js';

const MOST: Usage = { bytes: 1_000, files: 10 };
const LOOK_MS = 2_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A program that runs until its signal ends it, or it is told to end. */
function program() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  };
  return { run, end: () => resolve('done') };
}

/** A quota whose looks find these usages, one after another, then the last one again. */
function quotaThatFinds(...found: Usage[]) {
  const measure = vi.fn(async () => (found.length > 1 ? found.shift()! : found[0]!));
  return { quota: new Quota(MOST, measure), measure };
}

describe('Quota', () => {
  test.each<[string, Usage]>([
    ['bytes', { bytes: 1_001, files: 1 }],
    ['files', { bytes: 1, files: 11 }],
  ])('ends what runs when there are too many %s', async (_, used) => {
    const { quota } = quotaThatFinds(used);
    const running = [program(), program()].map(({ run }) => quota.guard(run));
    const ended = Promise.allSettled(running);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    for (const { status, ...rest } of await ended) {
      expect(status).toBe('rejected');
      expect(rest).toMatchObject({ reason: { code: 'TOO_LARGE', blame: 'caller' } });
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  test('lets programs run that fit to the byte', async () => {
    const { quota, measure } = quotaThatFinds(MOST);
    const { run, end } = program();
    const running = quota.guard(run);
    await vi.advanceTimersByTimeAsync(5 * LOOK_MS);
    expect(measure).toHaveBeenCalledTimes(5);
    end();
    expect(await running).toBe('done');
  });

  test('lets programs run that make room, however much there is still', async () => {
    const { quota } = quotaThatFinds(
      { bytes: 5_000, files: 5 },
      { bytes: 4_000, files: 5 },
      { bytes: 4_001, files: 5 },
    );
    const first = expect(quota.guard(program().run)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await first;
    let ended = false;
    const second = quota.guard(program().run).catch(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    await second;
    expect(ended).toBe(true);
  });

  test('looks at many short programs as at one long one', async () => {
    const { quota, measure } = quotaThatFinds({ bytes: 1, files: 1 });
    for (let at = 0; at < 4 * LOOK_MS; at += 100) {
      const { run, end } = program();
      const running = quota.guard(run);
      await vi.advanceTimersByTimeAsync(100);
      end();
      await running;
    }
    expect(measure.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  test('looks while programs run, and never else', async () => {
    const { quota, measure } = quotaThatFinds({ bytes: 1, files: 1 });
    const { run, end } = program();
    const running = quota.guard(run);
    end();
    await running;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(measure).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('spends a twentieth of the time on it at most', async () => {
    const measure = vi.fn(
      () => new Promise<Usage>((done) => setTimeout(done, 1_000, { bytes: 1, files: 1 })),
    );
    const quota = new Quota(MOST, measure);
    void quota.guard(program().run);
    await vi.advanceTimersByTimeAsync(LOOK_MS + 1_000);
    await vi.advanceTimersByTimeAsync(19_900);
    expect(measure).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(measure).toHaveBeenCalledTimes(2);
  });

  test('a look that fails ends nobody', async () => {
    const quota = new Quota(MOST, () => Promise.reject(new Error('no room for a jail')));
    const { run, end } = program();
    const running = quota.guard(run);
    await vi.advanceTimersByTimeAsync(5 * LOOK_MS);
    end();
    expect(await running).toBe('done');
  });

  test('the caller’s own signal ends a program, too', async () => {
    const { quota } = quotaThatFinds({ bytes: 1, files: 1 });
    const own = new AbortController();
    const running = quota.guard(program().run, own.signal);
    own.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });
});

describe('usageOf()', () => {
  test('reads bytes and files', () => {
    expect(usageOf(Buffer.from('4096\n3\n'))).toEqual({ bytes: 4_096, files: 3 });
  });

  test('takes nothing for nothing', () => {
    expect(usageOf(new Uint8Array(0))).toEqual({ bytes: 0, files: 0 });
  });
});
