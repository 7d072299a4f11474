import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlainly } from '../../../../lib/plain-options.js';
import { parseMeta, SessionMeta } from '../../../../lib/session/meta.js';
import { SessionOptions } from '../../../../lib/session/options.js';
import { isPlainMeta, PLAIN_SESSION, sessionOptions } from '../../../../lib/session/plain.js';

const META = {
  version: 1,
  id: 'ada',
  createdAt: 1,
  usedAt: 2,
  kind: 'image',
  workspaceBytes: 2 ** 32,
  workspaceFiles: 64,
  stopMs: 600_000,
  expireMs: 1,
  env: { A: 'b' },
  limits: { cpuMs: 5 },
  snapshots: [{ id: 'x', at: 3 }],
} as const;

const scalar = fc.constantFrom<unknown>('', 'ada', '../x', 'image', '\0', 1, -1, 2, 1.5, true, null);
const json = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', '', 'x=y', 'id', 'at', '__proto__'), scalar, { maxKeys: 2 }),
  fc.array(fc.record({ id: scalar, at: scalar, more: scalar }, { requiredKeys: [] }), { maxLength: 2 }),
);

describe('what is known of a session', () => {
  test('is mostly plain', () => {
    expect(isPlainMeta({ ...META })).toBe(true);
    expect(isPlainMeta({ ...META, language: 'python', snapshot: 'y' })).toBe(true);
  });

  test('when it is plain, is what the schema would make of it', () => {
    const name = fc.constantFrom(...Object.keys(SessionMeta.shape), 'other', '__proto__');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, json), { maxLength: 2 }), (changes) => {
        const value = JSON.parse(JSON.stringify({ ...META, ...Object.fromEntries(changes) }));
        if (isPlainMeta(value)) expect(SessionMeta.parse(value)).toEqual(value);
      }),
      { numRuns: 20_000 },
    );
  });

  test.each(Object.keys(META).filter((name) => name !== 'snapshots'))('needs %s', (name) => {
    const { [name as 'id']: _, ...rest } = META;
    expect(isPlainMeta(rest)).toBe(false);
    expect(() => parseMeta('ada', JSON.stringify(rest))).toThrow(
      'Cannot read what is known of the session "ada"',
    );
  });

  test('may have more, which the schema reads', () => {
    const more = { ...META, libraries: ['python-data'], retention: { count: 3 } };
    expect(isPlainMeta(more)).toBe(false);
    expect(parseMeta('ada', JSON.stringify(more))).toEqual(more);
  });
});

describe('the options of a session', () => {
  const value = fc.oneof(
    scalar,
    fc.constantFrom<unknown>(undefined, () => 1, { compile: 1 }, { run: 1 }, 'a'.repeat(64)),
  );
  const name = fc.constantFrom(...Object.keys(SessionOptions.shape), 'other', '__proto__');

  test('when they are plain, are what the schema would make of them', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 3 }), (given) => {
        if (isPlainly(given, PLAIN_SESSION)) expect(SessionOptions.parse(given)).toEqual(given);
      }),
      { numRuns: 20_000 },
    );
  });

  test('that are plain are another object, with the runner as it is', () => {
    const given = { id: 'ada', runner: { compile: () => undefined } };
    const options = sessionOptions('open', given);
    expect(options).toEqual(given);
    expect(options).not.toBe(given);
    expect(options.runner).toBe(given.runner);
  });

  test.each([[null], ['ada'], [{ id: '../ada' }], [{ runner: {} }], [{ onWarning: 1 }], [{ form: 'x' }]])(
    '%j are refused by name',
    (given) => {
      expect(() => sessionOptions('open', given as object)).toThrow(
        'Cannot read the options of Session.open()',
      );
    },
  );
});
