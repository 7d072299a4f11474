import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CaseOutcome,
  createNeeds,
  foldGroups,
  isNeeded,
  maxScoreOf,
} from '../../../../harness/scoring/index.js';
import { anyGraph, anyOutcomes, type Graph, graph, group, outcomes } from './graphs.js';

const judged = anyGraph.chain((made) => fc.tuple(fc.constant(made), anyOutcomes(made)));

/** What judging one case after another runs, when it runs only what is needed. */
function lazily({ root, cases }: Graph, all: ReadonlyMap<string, CaseOutcome>): Map<string, CaseOutcome> {
  const needs = createNeeds(root);
  const run = new Map<string, CaseOutcome>();
  for (const { name } of cases) if (needs.isNeeded(name, run)) run.set(name, all.get(name)!);
  return run;
}

describe('foldGroups() over what is needed', () => {
  test('is the same as over all cases', async () => {
    await fc.assert(
      fc.asyncProperty(judged, async ([made, all]) => {
        expect(await foldGroups(made, lazily(made, all))).toEqual(await foldGroups(made, all));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is the same whatever order cases end in', async () => {
    await fc.assert(
      fc.asyncProperty(judged, fc.infiniteStream(fc.nat()), async ([made, all], numbers) => {
        const run = new Map<string, CaseOutcome>();
        const needs = createNeeds(made.root);
        const left = made.cases.map(({ name }) => name);
        while (left.length > 0) {
          const [name] = left.splice(numbers.next().value! % left.length, 1);
          if (needs.isNeeded(name!, run)) run.set(name!, all.get(name!)!);
        }
        expect(await foldGroups(made, run)).toEqual(await foldGroups(made, all));
      }),
      { numRuns: 2_000 },
    );
  });

  test('has a score of at least 0 and at most the maximum', async () => {
    await fc.assert(
      fc.asyncProperty(judged, async ([made, all]) => {
        const { score = 0 } = await foldGroups(made, all);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(maxScoreOf(made) ?? Number.POSITIVE_INFINITY);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('isNeeded()', () => {
  test('never needs again what is needless, in whatever order outcomes become known', () => {
    fc.assert(
      fc.property(judged, fc.infiniteStream(fc.nat()), ([made, all], numbers) => {
        const entries = [...all];
        const shuffled: typeof entries = [];
        while (entries.length > 0)
          shuffled.push(...entries.splice(numbers.next().value! % entries.length, 1));
        const needless = new Set<string>();
        for (let known = 0; known <= shuffled.length; known++) {
          const some = new Map(shuffled.slice(0, known));
          for (const { name } of made.cases) {
            const needed = isNeeded(made.root, name, some);
            expect(needed && needless.has(name)).toBe(false);
            if (!needed) needless.add(name);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order outcomes became known in', () => {
    fc.assert(
      fc.property(judged, fc.nat({ max: 8 }), ([made, all], count) => {
        const some = [...all].slice(0, count);
        const forward = new Map(some);
        const backward = new Map(some.reverse());
        for (const { name } of made.cases)
          expect(isNeeded(made.root, name, forward)).toBe(isNeeded(made.root, name, backward));
      }),
      { numRuns: 1_000 },
    );
  });

  const pair = (onReject: 'break' | 'continue') =>
    graph(
      group('', [group('1', ['a', 'shared', 'b'], { onReject }), group('2', ['shared', 'c'])], {
        onReject: 'continue',
      }),
    );

  test.each([
    ['a case after a rejected one', pair('break'), { a: 'WA' }, 'b', false],
    ['a case that another group holds', pair('break'), { a: 'WA' }, 'shared', true],
    ['a case after a rejected one in a group that goes on', pair('continue'), { a: 'WA' }, 'b', true],
    ['a case after a judge error', pair('break'), { a: 'JE' }, 'b', true],
    ['a case before a rejected one', pair('break'), { shared: 'WA' }, 'a', true],
    ['a case that is in no group', pair('break'), {}, 'z', false],
  ] as const)('tells of %s', (_what, made, known, name, needed) => {
    expect(isNeeded(made.root, name, outcomes(known))).toBe(needed);
  });

  test('ends a group around the one that a case ended', () => {
    const made = graph(group('', [group('1', ['a', 'b']), group('2', ['c'])]));
    expect(isNeeded(made.root, 'c', outcomes({ a: 'WA' }))).toBe(false);
    expect(isNeeded(made.root, 'c', outcomes({ b: 'WA' }))).toBe(true);
  });

  test('ends a group at once when one that it requires cannot be accepted any more', () => {
    const made = graph(
      group(
        '',
        [group('1', ['a', 'b'], { onReject: 'continue' }), group('2', ['c'], {}, { requires: ['1'] })],
        {
          onReject: 'continue',
        },
      ),
    );
    expect(isNeeded(made.root, 'c', outcomes({ a: 'WA' }))).toBe(false);
    expect(isNeeded(made.root, 'b', outcomes({ a: 'WA' }))).toBe(true);
    expect(isNeeded(made.root, 'c', outcomes({ a: 'AC', b: 'AC' }))).toBe(true);
  });

  test('is quick for 20,000 cases in 200 groups, in order and in reverse', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `case-${index}`);
    const groups = Array.from({ length: 200 }, (_, index) =>
      group(
        `${index}`,
        names.slice(index * 100, index * 100 + 100),
        {},
        { requires: index > 0 ? [`${index - 1}`] : [] },
      ),
    );
    const { root } = graph(group('', groups, { onReject: 'continue' }));
    const started = performance.now();
    for (const order of [names, [...names].reverse()]) {
      const needs = createNeeds(root);
      const known = new Map<string, CaseOutcome>();
      for (const name of order) {
        expect(needs.isNeeded(name, known) || known.has(name)).toBe(true);
        known.set(name, { verdict: 'AC' });
      }
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('survives a row of 20,000 groups that require each other', () => {
    const groups = Array.from({ length: 20_000 }, (_, index) =>
      group(`${index}`, [`case-${index}`], {}, { requires: index > 0 ? [`${index - 1}`] : [] }),
    );
    const { root } = graph(group('', groups, { onReject: 'continue' }));
    expect(isNeeded(root, 'case-19999', outcomes({ 'case-0': 'WA' }))).toBe(false);
  });
});
