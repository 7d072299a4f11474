import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonPrefix, isSpace, positionAt, tokenStart } from '../../../../harness/checkers/tokens.js';

test('isSpace() knows the six bytes of the format and no other', () => {
  const spaces = Array.from({ length: 256 }, (_, byte) => byte).filter(isSpace);
  expect(spaces).toEqual([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20]);
});

describe('commonPrefix()', () => {
  test('finds the first difference beyond a block', () => {
    const a = Buffer.alloc(200_000, 'a');
    const b = Buffer.from(a);
    b[150_001] = 0x62;
    expect(commonPrefix(a, b)).toBe(150_001);
    expect(commonPrefix(a, a.subarray(0, 70_000))).toBe(70_000);
    expect(commonPrefix(a, Buffer.alloc(0))).toBe(0);
  });

  test('is what a loop over the bytes finds', () => {
    const bytes = fc.uint8Array({ maxLength: 40, max: 2 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        let equal = 0;
        while (equal < Math.min(a.length, b.length) && a[equal] === b[equal]) equal++;
        expect(commonPrefix(Buffer.from(a), Buffer.from(b))).toBe(equal);
      }),
    );
  });
});

test('tokenStart() goes back to the beginning of a token', () => {
  const bytes = Buffer.from('ab cd');
  expect([0, 1, 2, 3, 4, 5].map((at) => tokenStart(bytes, at))).toEqual([0, 0, 0, 3, 3, 3]);
});

test('positionAt() counts lines and tokens from 1', () => {
  const bytes = Buffer.from('one two\nthree  four\n');
  expect(positionAt(bytes, 0)).toEqual({ line: 1, token: 1 });
  expect(positionAt(bytes, 4)).toEqual({ line: 1, token: 2 });
  expect(positionAt(bytes, 8)).toEqual({ line: 2, token: 3 });
  expect(positionAt(bytes, 15)).toEqual({ line: 2, token: 4 });
  expect(positionAt(bytes, bytes.length)).toEqual({ line: 3, token: 5 });
});
