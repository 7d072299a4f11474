import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ArgvRunOptions, ProgramRunOptions, SourceRunOptions } from '../../../lib/options.js';
import {
  copyOf,
  isPlainly,
  PLAIN_ARGV_RUN,
  PLAIN_EXEC,
  PLAIN_PROGRAM_RUN,
  PLAIN_SOURCE_RUN,
  type PlainOptions,
} from '../../../lib/plain-options.js';
import { ExecOptions } from '../../../lib/session/options.js';

const KINDS: readonly [string, z.ZodObject, PlainOptions, object][] = [
  ['ArgvRunOptions', ArgvRunOptions, PLAIN_ARGV_RUN, { argv: ['/bin/true'] }],
  ['SourceRunOptions', SourceRunOptions, PLAIN_SOURCE_RUN, { language: 'c', code: 'x' }],
  ['ProgramRunOptions', ProgramRunOptions, PLAIN_PROGRAM_RUN, {}],
  ['ExecOptions', ExecOptions, PLAIN_EXEC, {}],
];

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '=', '\0', 'é'), maxLength: 3 }),
  fc.constant('utf8'),
);
const number = fc.oneof(fc.integer({ min: -1, max: 600 }), fc.double(), fc.constant(2 ** 60));
const bytes = fc.uint8Array({ maxLength: 3 });
const scalar = fc.oneof(
  text,
  number,
  bytes,
  fc.boolean(),
  fc.constantFrom<unknown>(undefined, null, () => 1, AbortSignal.abort(), Symbol.iterator, new Date(0)),
);
const file = fc.record(
  { path: scalar, content: scalar, mode: number, other: scalar },
  { requiredKeys: [], noNullPrototype: false },
);
const record = fc.dictionary(fc.oneof(text, fc.constantFrom('cpuMs', 'memoryBytes', 'toString')), scalar, {
  maxKeys: 3,
});
const value = fc.oneof(
  scalar,
  record,
  fc.array(scalar, { maxLength: 3 }),
  fc.array(file, { maxLength: 2 }),
  fc.constant(Object.assign(new Array(2), ['text'])),
);

describe.each(KINDS)('%s', (_, schema, plain, base) => {
  const name = fc.constantFrom(...Object.keys(schema.shape), 'toString', '__proto__', 'other');
  const options = fc
    .tuple(fc.dictionary(name, value, { maxKeys: 3 }), fc.boolean())
    .map(([given, based]) => (based ? { ...base, ...given } : given));

  test('that are plain are what the schema would make of them', () => {
    fc.assert(
      fc.property(options, (given) => {
        if (isPlainly(given, plain)) expect(schema.parse(given)).toEqual(given);
      }),
      { numRuns: 20_000 },
    );
  });

  test.each(Object.keys(schema.shape))('may have %s as anything', (key) => {
    fc.assert(
      fc.property(value, (given) => {
        const all = { ...base, [key]: given };
        if (isPlainly(all, plain)) expect(schema.parse(all)).toEqual(all);
      }),
      { numRuns: 2_000 },
    );
  });

  test('are copied, but for what is the caller’s', () => {
    const { signal } = new AbortController();
    const stdin = new Uint8Array(1);
    const files = [{ path: 'a', content: stdin }];
    const given = {
      ...base,
      env: JSON.parse('{ "__proto__": "x", "A": "b" }'),
      args: ['a'],
      files,
      stdin,
      signal,
    };
    const copy = copyOf(given);
    expect(copy).toEqual(given);
    expect(Object.keys(copy.env)).toEqual(['__proto__', 'A']);
    given.args.push('later');
    files[0]!.path = 'later';
    expect(copy).toMatchObject({ args: ['a'], files: [{ path: 'a' }] });
    expect(copy.stdin).toBe(stdin);
    expect(copy.signal).toBe(signal);
  });

  test('are mostly plain', () => {
    expect(isPlainly(base, plain)).toBe(true);
    const common = {
      env: { A: 'b' },
      stdin: 'x',
      limits: { cpuMs: 5 },
      encoding: 'buffer',
      signal: undefined,
    };
    expect(isPlainly({ ...base, ...common }, plain)).toBe(true);
  });

  test('are not when a needed one is missing, or they inherit some', () => {
    const { needed } = plain;
    if (needed) expect(isPlainly({ ...base, [needed]: undefined }, plain)).toBe(false);
    expect(isPlainly({}, plain)).toBe(needed === undefined);
    expect(isPlainly(Object.create(base), plain)).toBe(false);
    expect(isPlainly(undefined, plain)).toBe(false);
  });
});
