import { expect, test } from 'vitest';
import { allowedCores } from '../../../../lib/jail/cores.js';
import { PairCores } from '../../../../lib/jail/pair-cores.js';

const all = allowedCores().flat();

test('pairs are spread over all cores before two share one', () => {
  const cores = new PairCores();
  const taken = all.map(() => cores.take());
  expect([...taken].sort()).toEqual([...all].sort());
});

test('the core that has been given back is the next to be taken', () => {
  const cores = new PairCores();
  for (const _ of all) cores.take();
  cores.giveBack(all.at(-1));
  expect(cores.take()).toBe(all.at(-1));
});

test('there is a core for each of many pairs, as evenly as can be', () => {
  const cores = new PairCores();
  const counts = new Map<number | undefined, number>();
  for (let i = 0; i < 3 * all.length; i++) {
    const core = cores.take();
    counts.set(core, (counts.get(core) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual(all.map(() => 3));
});
