import { expect, test } from 'vitest';
import { type GroupRule, validateGroups } from '../../../../harness/scoring/index.js';
import { graph, group, points, upTo } from './graphs.js';

const FRACTIONS: Partial<GroupRule> = { score: { kind: 'min-fraction', score: 1 } };

test.each([
  [
    'two groups of a name',
    group('', [group('x', ['a']), group('x', ['b'])]),
    'there are two groups named "x"',
  ],
  ['a case twice', group('', ['a', 'a']), 'group "" holds "a" twice'],
  [
    'an unknown member to ignore',
    group('', ['a'], { ignore: ['b'] }),
    'group "" ignores "b", which is no member of it',
  ],
  [
    'an unknown requirement',
    group('', ['a'], {}, { requires: ['b'] }),
    'group "" requires "b", which is no group',
  ],
  [
    'a range the wrong way round',
    group('', ['a'], { range: [1, 0] }),
    'group "" has a range of 1 to 0: give the lower end first',
  ],
  [
    'a case whose score nobody gives',
    group('', ['a'], {}, { worth: { accepted: undefined, rejected: 0, byChecker: false, max: undefined } }),
    'case "a" in group "" has no score, and its checker may not give one',
  ],
  [
    'a case above its maximum',
    group('', ['a'], {}, { worth: { accepted: 2, rejected: 0, byChecker: true, max: 1 } }),
    'case "a" in group "" is worth 2, above its most of 1',
  ],
  [
    'a worth that is no number',
    group('', ['a'], {}, { worth: points(Number.NaN) }),
    'case "a" in group "" is worth NaN',
  ],
  [
    'fractions of the unbounded',
    group('', ['a'], FRACTIONS, { worth: upTo(undefined) }),
    'group "" is scored by fractions, and the score of "a" is unbounded',
  ],
])('validateGroups() refuses %s', (_what, root, sentence) => {
  expect(validateGroups(graph(root))).toBe(sentence);
});

test('validateGroups() refuses cases that there are not, and those in no group', () => {
  const { cases } = graph(group('', ['a', 'b']));
  expect(validateGroups({ root: group('', ['a', 'b']), cases: cases.slice(1) })).toBe(
    'a group names case "a", which there is not',
  );
  expect(validateGroups({ root: group('', ['a']), cases })).toBe('case "b" is in no group');
  expect(validateGroups({ root: group('', ['a', 'b']), cases: [...cases, ...cases] })).toBe(
    'there are two cases named "a"',
  );
});

const circle = /requires itself, by way of others$/;
test.each([
  ['itself', group('', [group('1', ['a'], {}, { requires: ['1'] })])],
  ['a group that holds it', group('', [group('1', [group('2', ['a'], {}, { requires: ['1'] })])])],
  [
    'one that requires it',
    group('', [group('1', ['a'], {}, { requires: ['2'] }), group('2', ['b'], {}, { requires: ['1'] })]),
  ],
  [
    'a later one that does not run unless it is accepted',
    group('', [group('1', ['a'], {}, { requires: ['2'] }), group('2', ['b'])]),
  ],
])('validateGroups() refuses a group that requires %s', (_what, root) => {
  expect(validateGroups(graph(root))).toMatch(circle);
});

test('validateGroups() accepts later requirements in a group that goes on', () => {
  const root = group('', [group('1', ['a'], {}, { requires: ['2'] }), group('2', ['b'])], {
    onReject: 'continue',
  });
  expect(validateGroups(graph(root))).toBeUndefined();
});

test('validateGroups() accepts 10,000 groups in a row, and refuses a row that is read against its order', () => {
  const row = (step: 1 | -1) =>
    graph(
      group(
        '',
        Array.from({ length: 10_000 }, (_, index) => {
          const required = index + step;
          const requires = required >= 0 && required < 10_000 ? [`${required}`] : [];
          return group(`${index}`, [`case-${index}`], {}, { requires });
        }),
        { onReject: 'continue' },
      ),
    );
  expect(validateGroups(row(-1))).toBeUndefined();
  expect(validateGroups(row(1))).toBe('more than 1000 groups wait for each other in a row');
});
