import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPool } from '../../../../harness/judge/pool.js';

const rank = () => 0;

test('pool.alone() has the pool for itself, whoever else asks for it, and nobody waits for ever', async () => {
  const tasks = fc.array(fc.record({ ms: fc.nat(3), lonely: fc.boolean() }), { maxLength: 16 });
  await fc.assert(
    fc.asyncProperty(tasks, fc.integer({ min: 1, max: 4 }), async (list, places) => {
      const pool = createPool(places);
      let active = 0;
      let most = 0;
      const beside: number[] = [];
      const work = async (ms: number) => {
        active++;
        most = Math.max(most, active);
        await sleep(ms);
        active--;
      };
      await Promise.all(
        list.map(({ ms, lonely }) =>
          pool.run(rank, async () => {
            await work(ms);
            if (!lonely) return;
            await pool.alone(async () => {
              beside.push(active);
              await work(ms);
              beside.push(active);
            });
            await work(ms);
          }),
        ),
      );
      expect(beside.every((others) => others === 0)).toBe(true);
      expect(most).toBeLessThanOrEqual(places);
      let again = 0;
      await Promise.all(Array.from({ length: places }, () => pool.run(rank, async () => again++)));
      expect(again).toBe(places);
    }),
    { numRuns: 60 },
  );
});

test('pool.alone() gives its place back when the task throws', async () => {
  const pool = createPool(2);
  const failing = pool.run(rank, () => pool.alone(() => Promise.reject(new Error('broken'))));
  await expect(failing).rejects.toThrow('broken');
  expect(await Promise.all([1, 2, 3].map((value) => pool.run(rank, async () => value)))).toEqual([1, 2, 3]);
});
