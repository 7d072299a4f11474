import { describe, expect, it } from 'vitest';
import { partsFor } from '../../../bench/commands/index.js';
import { BenchOptions, COMMANDS, parseOptions, secondsOf } from '../../../bench/options.js';
import { chosen } from '../../../bench/part.js';

const parsed = (given: BenchOptions) => parseOptions(BenchOptions, given);
const skip = () => undefined;

describe('partsFor()', () => {
  it.each(COMMANDS)('has parts with names of their own for %s', async (command) => {
    const names = (await partsFor(parsed({ command }), skip)).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  it('takes the stages of a run only when told to', async () => {
    const stages = async (trace: boolean) =>
      (await partsFor(parsed({ trace }), skip)).filter(({ name }) => name.startsWith('stages/')).length;
    expect([await stages(false), await stages(true)]).toEqual([0, 3]);
  });
});

describe('chosen()', () => {
  const parts = ['latency/10ms', 'latency/100ms', 'memory'].map((name) => ({
    name,
    weight: 1,
    measure: () => Promise.reject(new Error('not to be measured')),
  }));

  it('leaves what has one of the texts in its name', () => {
    const names = (filter?: string[]) => chosen(parts, filter).map(({ name }) => name);
    expect(names(['100ms', 'mem'])).toEqual(['latency/100ms', 'memory']);
    expect(names()).toHaveLength(3);
  });

  it('takes a whole name as just that', () => {
    const some = ['language/c', 'language/cpp'].map((name) => ({ ...parts[0]!, name }));
    const names = (filter: string[]) => chosen(some, filter).map(({ name }) => name);
    expect(names(['language/c'])).toEqual(['language/c']);
    expect(names(['guage/c'])).toHaveLength(2);
  });

  it('refuses to leave nothing, and tells what there is', () => {
    expect(() => chosen(parts, ['speed'])).toThrow(/"speed" in any of latency\/10ms/);
  });
});

it('secondsOf() is what was asked for, else by the command', () => {
  expect(secondsOf(parsed({ seconds: 3, quick: true }))).toBe(3);
  expect(secondsOf(parsed({ quick: true }))).toBe(secondsOf(parsed({})) / 4);
});
