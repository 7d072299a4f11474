import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPath, parseGlob } from '../../../../../harness/problem/icpc/glob.js';

test.each([
  ['accepted', 'accepted/a.py', true],
  ['accepted', 'accepted', true],
  ['accepted', 'accepted2/a.py', false],
  ['*', 'accepted/a.py', true],
  ['*.py', 'accepted/a.py', false],
  ['*/*.py', 'accepted/a.py', true],
  ['*/a*y', 'accepted/a.py', true],
  ['accepted/*', 'accepted', false],
  ['{accepted,rejected}/a.{py,cpp}', 'rejected/a.cpp', true],
  ['{accepted,rejected}/a.{py,cpp}', 'rejected/a.c', false],
  ['{a,b{c,d}}/x', 'bd/x', true],
  ['{a,}b', 'b', true],
  ['{a', '{a/x', true],
  ['a}', 'a}', true],
  ['[ab]', 'a', false],
  ['.', 'a', false],
  ['secret/*-easy', 'secret/3-easy', true],
] as const)('%j matches %j: %s', (glob, path, expected) => {
  expect(matchesPath(parseGlob(glob), path)).toBe(expected);
});

test('whole paths only, where it is asked for', () => {
  expect(matchesPath(parseGlob('secret/a'), 'secret/a', 'whole')).toBe(true);
  expect(matchesPath(parseGlob('secret/a'), 'secret/a/1', 'whole')).toBe(false);
});

test('every plain path matches itself and what is below it', () => {
  const name = fc.stringMatching(/^[a-zA-Z0-9_.-]{1,12}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), name, (parts, below) => {
      const path = parts.join('/');
      const glob = parseGlob(path);
      expect(matchesPath(glob, path)).toBe(true);
      expect(matchesPath(glob, `${path}/${below}`)).toBe(true);
      expect(matchesPath(glob, `${path}x`)).toBe(false);
      expect(matchesPath(parseGlob(parts.map(() => '*').join('/')), path)).toBe(true);
    }),
  );
});

test('takes no time for globs that would take others all of it', () => {
  const started = performance.now();
  const path = 'a'.repeat(2_000);
  expect(matchesPath(parseGlob('{a,b}'.repeat(200)), path)).toBe(false);
  expect(matchesPath(parseGlob(`${'*a'.repeat(400)}b`), path)).toBe(false);
  expect(matchesPath(parseGlob(`${'{'.repeat(300)}a${'}'.repeat(300)}`), 'a')).toBe(true);
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(() => parseGlob('*'.repeat(1_001))).toThrow(RangeError);
});
