import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createSharedWork } from '../../../lib/shared-work.js';

/** Work that goes on until it is told to end, and counts how often it was begun. */
function controlled() {
  const begun: AbortSignal[] = [];
  const ends: PromiseWithResolvers<string>[] = [];
  const work = (signal: AbortSignal) => {
    begun.push(signal);
    const end = Promise.withResolvers<string>();
    ends.push(end);
    return end.promise;
  };
  return { work, begun, end: (at = 0) => ends[at]! };
}

describe('createSharedWork()', () => {
  test('does it once for all who ask for the same key', async () => {
    const share = createSharedWork<string>();
    const { work, begun, end } = controlled();
    const calls = [undefined, new AbortController().signal, new AbortController().signal].map((signal) =>
      share('key', signal, work),
    );
    const other = share('other', undefined, work);
    expect(begun).toHaveLength(2);
    end(0).resolve('done');
    end(1).resolve('other');
    expect(await Promise.all(calls)).toEqual(['done', 'done', 'done']);
    expect(await other).toBe('other');
  });

  test('goes on when one of two cancels, who rejects at once with its own reason', async () => {
    const share = createSharedWork<string>();
    const { work, begun, end } = controlled();
    const [first, second] = [new AbortController(), new AbortController()];
    const [cancelled, patient] = [share('key', first.signal, work), share('key', second.signal, work)];
    first.abort('not needed');
    await expect(cancelled).rejects.toBe('not needed');
    expect(begun[0]!.aborted).toBe(false);
    expect(share('key', undefined, work)).toBeInstanceOf(Promise);
    expect(begun).toHaveLength(1);
    end().resolve('done');
    expect(await patient).toBe('done');
  });

  test('is aborted when both cancel; the last one waits until it has ended', async () => {
    const share = createSharedWork<string>();
    const { work, begun, end } = controlled();
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [share('key', first.signal, work), share('key', second.signal, work)];
    let over = false;
    calls[1]!.catch(() => undefined).finally(() => (over = true));
    first.abort('one');
    second.abort('two');
    await expect(calls[0]).rejects.toBe('one');
    await turn();
    expect(begun[0]!.aborted).toBe(true);
    expect(over).toBe(false);
    end().reject(begun[0]!.reason);
    await expect(calls[1]).rejects.toBe('two');
  });

  test('goes on for one without a signal, however many others cancel', async () => {
    const share = createSharedWork<string>();
    const { work, begun, end } = controlled();
    const abort = new AbortController();
    const patient = share('key', undefined, work);
    const cancelled = share('key', abort.signal, work);
    abort.abort('gone');
    await expect(cancelled).rejects.toBe('gone');
    expect(begun[0]!.aborted).toBe(false);
    end().resolve('done');
    expect(await patient).toBe('done');
  });

  test('starts anew after a cancel, though what was cancelled has not ended', async () => {
    const share = createSharedWork<string>();
    const { work, begun, end } = controlled();
    const abort = new AbortController();
    const cancelled = share('key', abort.signal, work);
    abort.abort('gone');
    const next = share('key', undefined, work);
    expect(begun.map(({ aborted }) => aborted)).toEqual([true, false]);
    end(0).reject(new Error('killed'));
    await expect(cancelled).rejects.toBe('gone');
    const third = share('key', undefined, work);
    expect(begun).toHaveLength(2); // the end of the first has not forgotten the second
    end(1).resolve('again');
    expect(await Promise.all([next, third])).toEqual(['again', 'again']);
  });

  test('rejects all with a failure, and remembers neither it nor a result', async () => {
    const share = createSharedWork<string>();
    const { work, begun, end } = controlled();
    const failure = new Error('no room');
    const calls = [share('key', undefined, work), share('key', new AbortController().signal, work)];
    end(0).reject(failure);
    for (const call of calls) await expect(call).rejects.toBe(failure);
    const next = share('key', undefined, work);
    end(1).resolve('done');
    expect(await next).toBe('done');
    void share('key', undefined, work);
    expect(begun).toHaveLength(3);
  });

  test('does nothing for one who has cancelled before', async () => {
    const share = createSharedWork<string>();
    const { work, begun } = controlled();
    await expect(share('key', AbortSignal.abort('early'), work)).rejects.toBe('early');
    expect(begun).toEqual([]);
  });
});
