import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inWindow } from '../../../../harness/batch/in-window.js';

const never = new AbortController().signal;

async function* counted(count: number, asked: { value: number }): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    asked.value = i + 1;
    yield i;
  }
}

describe('inWindow()', () => {
  test('hands on in the order of the items, whatever order they are done in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        async (delays, open, more) => {
          const done: number[] = [];
          await inWindow(delays.entries(), {
            open,
            held: open + more,
            signal: never,
            work: async ([index, delay]) => {
              await sleep(delay);
              return index;
            },
            deliver: (index) => {
              done.push(index);
            },
          });
          expect(done).toEqual(delays.map((_, index) => index));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('works on no more than `open` at a time, and asks for none before there is room in the window', async () => {
    const asked = { value: 0 };
    let open = 0;
    let most = 0;
    let first: () => void = () => {};
    const running = inWindow(counted(50, asked), {
      open: 2,
      held: 5,
      signal: never,
      work: async (item) => {
        most = Math.max(most, ++open);
        if (item === 0) await new Promise<void>((resolve) => (first = resolve));
        open--;
      },
      deliver: () => {},
    });
    await sleep(20);
    expect([most, asked.value]).toEqual([2, 6]); // the sixth was asked for, and waits
    first();
    await running;
    expect([most, asked.value]).toEqual([2, 50]);
  });

  test('waits for who takes the results', async () => {
    const asked = { value: 0 };
    let take: () => void = () => {};
    const running = inWindow(counted(30, asked), {
      open: 2,
      held: 4,
      signal: never,
      work: async (item) => item,
      deliver: (item) => (item === 0 ? new Promise<void>((resolve) => (take = resolve)) : undefined),
    });
    await sleep(20);
    expect(asked.value).toBe(5);
    take();
    await running;
    expect(asked.value).toBe(30);
  });

  test('begins nothing more once aborted, and hands on what was open', async () => {
    const controller = new AbortController();
    const done: number[] = [];
    await inWindow(counted(30, { value: 0 }), {
      open: 2,
      held: 2,
      signal: controller.signal,
      work: async (item) => {
        if (item === 3) controller.abort();
        return item;
      },
      deliver: (item) => {
        done.push(item);
      },
    });
    expect(done.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(done.length).toBeLessThan(6);
  });

  test.each([
    ['work', { work: async (item: number) => (item === 3 ? Promise.reject(new Error('bad')) : item) }],
    ['deliver', { deliver: (item: number) => (item === 3 ? Promise.reject(new Error('bad')) : undefined) }],
  ])('a failure of %s aborts the others, and is thrown when they have ended', async (_name, override) => {
    let open = 0;
    const running = inWindow(counted(30, { value: 0 }), {
      open: 3,
      held: 6,
      signal: never,
      deliver: () => {},
      ...override,
      work: async (item, signal) => {
        open++;
        try {
          if ('work' in override) await override.work(item);
          if (item > 3 && !signal.aborted)
            await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          return item;
        } finally {
          open--;
        }
      },
    });
    await expect(running).rejects.toThrow('bad');
    expect(open).toBe(0);
  });

  test('throws what the items throw', async () => {
    const items = (async function* () {
      yield 1;
      throw new Error('no more');
    })();
    const running = inWindow(items, {
      open: 1,
      held: 1,
      signal: never,
      work: async () => {},
      deliver: () => {},
    });
    await expect(running).rejects.toThrow('no more');
  });
});
