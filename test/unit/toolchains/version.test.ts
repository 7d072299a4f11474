import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareVersions, isVersion } from '../../../toolchains/version.js';

const version = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));

test.each([
  ['3.9.18', '3.10.0', -1],
  ['25', '17.0.15', 1],
  ['25', '25.0.0', 0],
  ['1.26.8', '1.26.8', 0],
  ['22.18', '22.18.1', -1],
] as const)('compareVersions(%s, %s) has the sign of %i', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

test('compareVersions() turns its sign when its arguments turn', () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
    }),
  );
});

test('isVersion() compares whole parts', () => {
  expect(isVersion('3.12.1', '3')).toBe(true);
  expect(isVersion('3.12.1', '3.12.1')).toBe(true);
  expect(isVersion('3.12.1', '3.1')).toBe(false);
  expect(isVersion('3.12.1', '')).toBe(false);
});
