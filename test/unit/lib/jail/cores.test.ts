import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowedCores, coresToPin, groupThreads, parseCpuList } from '../../../../lib/jail/cores.js';

describe('parseCpuList()', () => {
  test.each([
    ['0\n', [0]],
    ['0-3', [0, 1, 2, 3]],
    ['0-1,8,10-11\n', [0, 1, 8, 10, 11]],
    ['', []],
  ])('reads %j', (text, cpus) => {
    expect(parseCpuList(text)).toEqual(cpus);
  });
});

describe('groupThreads()', () => {
  test('puts siblings together, whichever of them may be used', () => {
    const siblings = (thread: number) => [thread % 4, (thread % 4) + 4];
    expect(groupThreads([0, 1, 4, 5], siblings)).toEqual([
      [0, 4],
      [1, 5],
    ]);
    expect(groupThreads([1, 4, 5, 7], siblings)).toEqual([[1, 5], [4], [7]]);
  });

  test('takes threads that nothing is known of for cores', () => {
    expect(groupThreads([2, 3], () => undefined)).toEqual([[2], [3]]);
  });
});

describe('coresToPin()', () => {
  const TWO_THREADS_EACH = [
    [0, 4],
    [1, 5],
    [2, 6],
  ];

  test.each([
    ['leaves siblings free', TWO_THREADS_EACH, undefined, [0, 1, 2]],
    ['leaves them free for as many programs as cores', TWO_THREADS_EACH, 3, [0, 1, 2]],
    ['uses them for more programs than cores', TWO_THREADS_EACH, 4, [0, 1, 2, 4, 5, 6]],
    ['uses both threads of the only core', [[0, 1]], undefined, [0, 1]],
    ['but one of them for one program at a time', [[0, 1]], 1, [0]],
    ['takes what there is', [[3], [7]], 9, [3, 7]],
  ])('%s', (_, cores, wanted, pinned) => {
    expect(coresToPin(cores, wanted)).toEqual(pinned);
  });

  test('never names a thread twice, nor one that may not be used', () => {
    const machines = fc
      .uniqueArray(fc.nat(63), { minLength: 1, maxLength: 20 })
      .map((threads) => groupThreads(threads, (thread) => [thread, thread ^ 32]));
    fc.assert(
      fc.property(
        machines,
        fc.option(fc.integer({ min: 1, max: 64 }), { nil: undefined }),
        (cores, wanted) => {
          const pinned = coresToPin(cores, wanted);
          expect(new Set(pinned).size).toBe(pinned.length);
          expect(cores.flat()).toEqual(expect.arrayContaining([...pinned]));
          expect(pinned.length).toBeGreaterThanOrEqual(Math.min(wanted ?? 1, cores.flat().length));
        },
      ),
    );
  });
});

test('allowedCores() finds the threads that this process may use', () => {
  expect(allowedCores().flat().length).toBeGreaterThanOrEqual(availableParallelism());
});
