import { describe, expect, test } from 'vitest';
import { parseDefaultFlags } from '../../../../harness/checkers/default-flags.js';

const PLAIN = {
  kind: 'default',
  caseSensitive: false,
  spaceChangeSensitive: false,
  absoluteTolerance: undefined,
  relativeTolerance: undefined,
};

describe('parseDefaultFlags()', () => {
  test.each([
    ['', PLAIN],
    ['case_sensitive', { ...PLAIN, caseSensitive: true }],
    ['space_change_sensitive', { ...PLAIN, spaceChangeSensitive: true }],
    ['float_tolerance 1e-6', { ...PLAIN, absoluteTolerance: 1e-6, relativeTolerance: 1e-6 }],
    ['float_absolute_tolerance 0', { ...PLAIN, absoluteTolerance: 0 }],
    ['float_relative_tolerance .5 case_sensitive', { ...PLAIN, relativeTolerance: 0.5, caseSensitive: true }],
    [
      'float_relative_tolerance 1 float_absolute_tolerance 2',
      { ...PLAIN, relativeTolerance: 1, absoluteTolerance: 2 },
    ],
  ])('reads %j', (flags, checker) => {
    expect(parseDefaultFlags(flags.split(' ').filter(Boolean))).toEqual(checker);
  });

  test.each([
    ['ignore_case', /"ignore_case" is unknown/],
    ['case_sensitive case_sensitive', /given twice/],
    ['float_tolerance 1 float_tolerance 1', /given twice/],
    ['float_tolerance', /needs a number/],
    ['float_tolerance -1', /needs a number of 0 or more, not "-1"/],
    ['float_tolerance inf', /needs a number/],
    ['float_tolerance 1e999', /needs a number/],
    ['float_tolerance 0x1', /needs a number/],
    ['float_tolerance 1e-6 float_absolute_tolerance 1e-6', /cannot stand beside/],
    ['__proto__', /unknown/],
  ])('refuses %j', (flags, message) => {
    expect(parseDefaultFlags(flags.split(' '))).toMatch(message);
  });
});
