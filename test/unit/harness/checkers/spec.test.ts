import { describe, expect, test } from 'vitest';
import { parseCheckerSpec } from '../../../../harness/checkers/spec.js';

describe('parseCheckerSpec()', () => {
  test.each([
    ['lines', { kind: 'lines', caseSensitive: true }],
    [
      { name: 'unordered-lines', case_sensitive: false },
      { kind: 'unordered-lines', caseSensitive: false },
    ],
    ['exact', { kind: 'exact' }],
    ['numbers', { kind: 'numbers', tolerance: 1e-6 }],
    [
      { name: 'numbers', tolerance: 0 },
      { kind: 'numbers', tolerance: 0 },
    ],
    [
      { name: 'regex', pattern: 'a+', flags: 'i' },
      { kind: 'regex', pattern: 'a+', flags: 'i' },
    ],
    ['yes-no', { kind: 'yes-no' }],
    ['contains', { kind: 'contains' }],
    ['characters', { kind: 'characters' }],
  ])('reads %j', (spec, checker) => {
    expect(parseCheckerSpec(spec)).toEqual(checker);
  });

  test('knows the default checker by two names', () => {
    expect(parseCheckerSpec('tokens')).toEqual(parseCheckerSpec('default'));
  });

  test('reads the default checker with its flags', () => {
    expect(parseCheckerSpec({ name: 'default', flags: 'case_sensitive float_tolerance 1e-3' })).toMatchObject(
      {
        kind: 'default',
        caseSensitive: true,
        absoluteTolerance: 1e-3,
      },
    );
  });

  test.each([
    ['fuzzy', /"fuzzy".*is not known: there are default.*exact/],
    [{ name: 'numbers', tolerance: -1 }, /tolerance/],
    [{ name: 'lines', casesensitive: true }, /casesensitive/],
    [{ name: 'regex', pattern: '(' }, /the regular expression is wrong/],
    [{ name: 'regex' }, /pattern/],
    [{ name: 'default', flags: 'nonsense' }, /flag "nonsense" is unknown/],
    [undefined, /is not known|expected/i],
    [['lines'], /is not known|expected/i],
  ])('says what is wrong with %j', (spec, sentence) => {
    expect(parseCheckerSpec(spec)).toMatch(sentence);
  });
});
