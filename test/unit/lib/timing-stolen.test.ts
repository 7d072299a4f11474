import { expect, test } from 'vitest';
import { judgeStolen, parseCoreTime, readCoreTime } from '../../../lib/timing-stolen.js';

const STAT = 'cpu  100 5 50 800 20 3 2 20 7 7\ncpu0 50 2 25 400 10 1 1 10 3 3\nintr 1 2 3\n';

test('parseCoreTime() adds up all but guest time, which is in user already', () => {
  expect(parseCoreTime(STAT)).toEqual({ all: 1_000, stolen: 20 });
});

test('readCoreTime() reads this machine', async () => {
  const { all, stolen } = await readCoreTime();
  expect(all).toBeGreaterThan(0);
  expect(stolen).toBeGreaterThanOrEqual(0);
});

test.each([
  [{ all: 2_000, stolen: 20 }, 'enforced', '0.0 % of the time of all cores'],
  [{ all: 2_000, stolen: 25 }, 'enforced', '0.5 % of the time of all cores'],
  [{ all: 2_000, stolen: 120 }, 'weaker', expect.stringMatching(/^10\.0 % .* went to others/)],
  [{ all: 1_000, stolen: 20 }, 'enforced', '0.0 % of the time of all cores'],
])('judgeStolen() of %j says %s', (after, state, detail) => {
  expect(judgeStolen(parseCoreTime(STAT), after)).toMatchObject({ id: 'timing-stolen', state, detail });
});
