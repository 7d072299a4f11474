import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPool } from '../../../../harness/judge/pool.js';
import { inOrder, type Lazy } from '../../../../harness/judge/schedule.js';

const never = () => new AbortController().signal;
const stops = (result: number) => result < 0;
const lazy = () => ({ note: () => {}, isNeeded: () => true });

describe('inOrder()', () => {
  test('gives what one after another would, whatever the places and the times', async () => {
    const items = fc.array(fc.record({ result: fc.integer({ min: -1, max: 5 }), ticks: fc.nat(3) }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 4 }), async (list, places) => {
        const run = async ({ result, ticks }: { result: number; ticks: number }) => {
          for (let i = 0; i < ticks; i++) await sleep(0);
          return result;
        };
        const results = await inOrder(list, { pool: createPool(places), signal: never(), run, stops, lazy });
        const end = list.findIndex(({ result }) => stops(result));
        const expected = list.map(({ result }, i) => (end < 0 || i <= end ? result : undefined));
        expect(results).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('never has more at work than places, and fills them', async () => {
    let active = 0;
    let most = 0;
    const run = async () => {
      most = Math.max(most, ++active);
      await sleep(1);
      return active--;
    };
    await inOrder(Array(20).fill(0), { pool: createPool(3), signal: never(), run, stops: () => false, lazy });
    expect(most).toBe(3);
  });

  test('aborts what was begun beyond the item that stops, and begins no more', async () => {
    const begun: number[] = [];
    const aborted: number[] = [];
    const run = async (item: number, signal: AbortSignal) => {
      begun.push(item);
      if (item === 1) return -1;
      await sleep(item === 0 ? 20 : 10_000, undefined, { signal }).catch((error: unknown) => {
        aborted.push(item);
        throw error;
      });
      return item;
    };
    const results = await inOrder([0, 1, 2, 3, 4], {
      pool: createPool(3),
      signal: never(),
      run,
      stops,
      lazy,
    });
    expect(results).toEqual([0, -1, undefined, undefined, undefined]);
    expect([begun, aborted]).toEqual([[0, 1, 2], [2]]);
  });

  test('keeps what was done when the signal is aborted', async () => {
    const controller = new AbortController();
    const run = async (item: number, signal: AbortSignal) => {
      if (item < 2) return item;
      if (item === 2) setImmediate(() => controller.abort());
      return await sleep(10_000, item, { signal });
    };
    const start = performance.now();
    const results = await inOrder([0, 1, 2, 3], {
      pool: createPool(2),
      signal: controller.signal,
      run,
      stops,
      lazy,
    });
    expect(results).toEqual([0, 1, undefined, undefined]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('throws what an item throws, once the others have ended', async () => {
    let active = 0;
    const run = async (item: number, signal: AbortSignal) => {
      active++;
      try {
        if (item === 1) throw new Error('broken');
        return await sleep(10_000, item, { signal });
      } finally {
        active--;
      }
    };
    await expect(
      inOrder([0, 1, 2], { pool: createPool(3), signal: never(), run, stops, lazy }),
    ).rejects.toThrow('broken');
    expect(active).toBe(0);
  });
});

test('inOrder() lets a call go on beside one that hangs, rather than what the other may not need', async () => {
  const pool = createPool(2);
  const controller = new AbortController();
  const begun: string[] = [];
  const call = (name: string, count: number, ms: number) =>
    inOrder(Array(count).fill(name), {
      pool,
      signal: controller.signal,
      run: async (_item, signal) => {
        begun.push(name);
        await sleep(ms, undefined, { signal });
        return 0;
      },
      stops,
      lazy,
    });
  const hanging = call('hangs', 5, 10_000);
  await call('runs', 6, 1);
  expect(begun.filter((name) => name === 'hangs').length).toBeLessThanOrEqual(2);
  expect(begun.filter((name) => name === 'runs')).toHaveLength(6);
  controller.abort();
  await hanging;
});

describe('inOrder() with items that others make needless', () => {
  interface Item {
    readonly name: number;
    readonly ticks: number;
    readonly fails: boolean;
    /** It matters as long as one of these groups has no failure before it. */
    readonly groups: readonly number[];
  }

  /** A failure ends its groups: members with a higher place there do not matter. Places are not the items' order. */
  function breaking(): Lazy<Item, boolean> {
    const ended = new Map<number, number>();
    const placeOf = ({ name }: Item, group: number) => (group % 2 === 0 ? name : -name);
    return {
      note: (item, failed) => {
        for (const group of failed ? item.groups : [])
          ended.set(group, Math.min(ended.get(group) ?? Number.POSITIVE_INFINITY, placeOf(item, group)));
      },
      isNeeded: (item) =>
        item.groups.some((group) => placeOf(item, group) <= (ended.get(group) ?? Number.POSITIVE_INFINITY)),
    };
  }

  function oneAfterAnother(items: readonly Item[]): (boolean | undefined)[] {
    const { note, isNeeded } = breaking();
    return items.map((item) => {
      if (!isNeeded(item)) return undefined;
      note(item, item.fails);
      return item.fails;
    });
  }

  const lists = fc
    .array(
      fc.record({
        ticks: fc.nat(3),
        fails: fc.boolean(),
        groups: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 12 },
    )
    .map((list) => list.map((item, name): Item => ({ ...item, name })));

  test('gives what one after another would, whatever the places and the times', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 4 }), async (items, places) => {
        const run = async ({ ticks, fails }: Item, signal: AbortSignal) => {
          for (let i = 0; i < ticks; i++) await sleep(0, undefined, { signal });
          return fails;
        };
        const options = {
          pool: createPool(places),
          signal: never(),
          run,
          stops: () => false,
          lazy: breaking,
        };
        expect(await inOrder(items, options)).toEqual(oneAfterAnother(items));
      }),
      { numRuns: 150 },
    );
  });

  test('begins nothing needless, and aborts what has become so', async () => {
    const begun: number[] = [];
    const aborted: number[] = [];
    const item = (name: number, group: number): Item => ({
      name,
      ticks: 0,
      fails: name === 0,
      groups: [group],
    });
    const run = async ({ name, fails }: Item, signal: AbortSignal) => {
      begun.push(name);
      if (name === 1) await sleep(10_000, undefined, { signal }).finally(() => aborted.push(name));
      await sleep(5);
      return fails;
    };
    const items = [item(0, 0), item(1, 0), item(2, 0), item(3, 2)];
    const options = { pool: createPool(2), signal: never(), run, stops: () => false, lazy: breaking };
    expect(await inOrder(items, options)).toEqual([true, undefined, undefined, false]);
    expect([begun, aborted]).toEqual([[0, 1, 3], [1]]);
  });
});
