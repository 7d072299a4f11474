import { describe, expect, test } from 'vitest';
import {
  DELEGATED_COUNT,
  givenRange,
  parseSubIds,
  pickRange,
  type SubIds,
} from '../../../../../lib/jail/delegation/sub-ids.js';

const ANN = { name: 'ann', uid: 1_000 };
const FIRST = 1_007_616;
const range = (owner: string, start: number, count = DELEGATED_COUNT): SubIds => ({ owner, start, count });

test('parseSubIds() takes the lines that are some', () => {
  const text = 'ann:100000:65536\n\n# bob:1:2\nbob:x:1\n1001:165536:65536\ncat:1\n:5:5\n';
  expect(parseSubIds(text)).toEqual([range('ann', 100_000, 65_536), range('1001', 165_536, 65_536)]);
});

describe('pickRange()', () => {
  test('gives the first that is nobody’s, in /etc/subuid as in /etc/subgid', () => {
    expect(pickRange(ANN, [range('ann', 100_000, 65_536)])).toEqual({ start: FIRST, count: DELEGATED_COUNT });
    expect(pickRange(ANN, [range('bob', FIRST)]).start).toBe(FIRST + DELEGATED_COUNT);
    const taken = [range('bob', FIRST + 5, 1), range('cat', FIRST + 2 * DELEGATED_COUNT - 1, 2)];
    expect(pickRange(ANN, taken).start).toBe(FIRST + 3 * DELEGATED_COUNT);
  });

  test.each(['ann', '1000'])('gives what the user has already, though earlier ones are free: %s', (owner) => {
    const given = range(owner, FIRST + 7 * DELEGATED_COUNT);
    expect(pickRange(ANN, [range('bob', 100_000, 65_536), given]).start).toBe(given.start);
  });

  test('takes no range of the user’s own that is not one of ours', () => {
    const others = [range('ann', FIRST + 1), range('ann', 200_704)];
    expect(pickRange(ANN, others).start).toBe(FIRST + 2 * DELEGATED_COUNT);
  });

  test.each([FIRST, FIRST - 10, FIRST + DELEGATED_COUNT - 1])(
    'refuses what somebody else has as well, from %i on',
    (start) => {
      const entries = [range('ann', FIRST), range('mallory', start)];
      expect(() => pickRange(ANN, entries)).toThrow(/are also "mallory"'s/);
      expect(givenRange(ANN, entries)).toEqual({ start: FIRST, count: DELEGATED_COUNT }); // to be taken back all the same
    },
  );

  test('says so when everything is taken', () => {
    expect(() => pickRange(ANN, [range('bob', 0, 4_000_000_000)])).toThrow(/no range of ids is free/);
  });
});
