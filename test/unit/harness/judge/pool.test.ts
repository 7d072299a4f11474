import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPool } from '../../../../harness/judge/pool.js';

test('createPool() lets the lowest rank go first, and those of one rank in the order they came', async () => {
  const pool = createPool(1);
  const order: string[] = [];
  const tasks: [string, number][] = [
    ['b', 2],
    ['d', 9],
    ['a', 1],
    ['c', 2],
  ];
  await Promise.all(
    tasks.map(([name, rank]) =>
      pool.run(
        () => rank,
        async () => order.push(name),
      ),
    ),
  );
  expect(order).toEqual(['a', 'b', 'c', 'd']);
});

test('createPool() asks for ranks when a place is free', async () => {
  const pool = createPool(1);
  const order: string[] = [];
  let late = 9;
  const first = pool.run(
    () => 0,
    async () => sleep(5),
  );
  const second = pool.run(
    () => 3,
    async () => order.push('second'),
  );
  const third = pool.run(
    () => late,
    async () => order.push('third'),
  );
  late = 1;
  await Promise.all([first, second, third]);
  expect(order).toEqual(['third', 'second']);
});

test('createPool() gives a place back when a task throws', async () => {
  const pool = createPool(1);
  await expect(
    pool.run(
      () => 0,
      () => Promise.reject(new Error('broken')),
    ),
  ).rejects.toThrow('broken');
  expect(
    await pool.run(
      () => 0,
      async () => 'next',
    ),
  ).toBe('next');
});
