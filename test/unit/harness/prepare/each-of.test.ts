import { expect, test } from 'vitest';
import { eachOf } from '../../../../harness/prepare/each-of.js';

test('eachOf() does all of them, so many at a time, in their order', async () => {
  const begun: number[] = [];
  let going = 0;
  let most = 0;
  await eachOf([5, 6, 7, 8, 9], 2, async (item, index) => {
    begun.push(item);
    most = Math.max(most, ++going);
    await new Promise((resolve) => setTimeout(resolve, 5 - index));
    going--;
  });
  expect([begun, most]).toEqual([[5, 6, 7, 8, 9], 2]);
});

test('eachOf() begins nothing after a failure, and waits for what is going on', async () => {
  const ended: number[] = [];
  const work = eachOf([0, 1, 2, 3], 2, async (item) => {
    await new Promise((resolve) => setTimeout(resolve, 5 * item));
    ended.push(item);
    if (item === 0) throw new RangeError('no');
  });
  await expect(work).rejects.toThrow(RangeError);
  expect(ended).toEqual([0, 1]);
});

test('eachOf() of nothing is done at once', async () => {
  await expect(eachOf([], 4, () => Promise.reject(new Error('no')))).resolves.toBeUndefined();
});
