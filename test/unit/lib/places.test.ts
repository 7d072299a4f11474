import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Places } from '../../../lib/places.js';

const later = () => Promise.withResolvers<void>();
const turns = async (n: number) => {
  for (let i = 0; i < n; i++) await undefined;
};

describe('Places', () => {
  test('lets in as many as there are, the others in the order in which they came', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.record({ turns: fc.nat(8), fails: fc.boolean() }), { maxLength: 30 }),
        async (count, tasks) => {
          const places = new Places(count);
          const begun: number[] = [];
          let inside = 0;
          const outcomes = await Promise.allSettled(
            tasks.map((task, i) =>
              places.run(async () => {
                begun.push(i);
                inside++;
                expect(inside).toBeLessThanOrEqual(count);
                await turns(task.turns);
                inside--;
                if (task.fails) throw new Error(`${i}`);
                return i;
              }),
            ),
          );
          expect(begun).toEqual(tasks.map((_, i) => i));
          expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(
            tasks.map(({ fails }) => fails),
          );
          expect([places.running, places.waiting]).toEqual([0, 0]);
        },
      ),
    );
  });

  test('a task that is given up while it waits leaves the queue, and its place to nobody', async () => {
    const places = new Places(1);
    const first = later();
    const giveUp = new AbortController();
    const done: string[] = [];
    const one = places.run(() => first.promise);
    const two = places.run(async () => void done.push('two'), giveUp.signal);
    const three = places.run(async () => void done.push('three'));
    expect([places.running, places.waiting]).toEqual([1, 2]);
    giveUp.abort(new Error('enough'));
    await expect(two).rejects.toThrow('enough');
    expect(places.waiting).toBe(1);
    first.resolve();
    await Promise.all([one, three]);
    expect(done).toEqual(['three']);
    expect(places.running).toBe(0);
  });

  test('a task that is given up in the moment in which its turn comes does not begin', async () => {
    const places = new Places(1);
    const first = later();
    const giveUp = new AbortController();
    const one = places.run(async () => {
      await first.promise;
      queueMicrotask(() => giveUp.abort(new Error('late')));
    });
    const two = places.run(() => Promise.reject(new Error('it began')), giveUp.signal);
    first.resolve();
    await expect(two).rejects.toThrow('late');
    await one;
    expect(await places.run(async () => 'free')).toBe('free');
  });

  test('nothing begins for a signal that is aborted already', async () => {
    const places = new Places(1);
    const run = places.run(async () => 'begun', AbortSignal.abort(new Error('before')));
    await expect(run).rejects.toThrow('before');
    expect(places.running).toBe(0);
  });
});
