import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '../../../../harness/checkers/numbers.js';

const read = (text: string) => readNumber(Buffer.from(text), 0, Buffer.byteLength(text));

describe('readNumber()', () => {
  test.each([
    ['0', 0],
    ['-0', -0],
    ['+5', 5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1_000],
    ['1.5E-3', 0.0015],
    ['5.e+2', 500],
    ['00012', 12],
    ['1e400', Number.POSITIVE_INFINITY],
    ['-1e400', Number.NEGATIVE_INFINITY],
    ['1e-4000', 0],
  ])('%s is %s', (text, value) => {
    expect(read(text)).toBe(value);
  });

  test.each([
    '',
    '+',
    '.',
    '-.',
    'e5',
    '1e',
    '1e+',
    '100e',
    '0x10',
    'inf',
    'nan',
    'Infinity',
    '1_000',
    '1,5',
    '1\0',
    '--1',
    '1.2.3',
    '1e5.0',
    '１',
  ])('%j is no number', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('reads a part of a buffer', () => {
    expect(readNumber(Buffer.from('x12y'), 1, 3)).toBe(12);
  });

  test('reads every double back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(String(value))).toBe(Number(String(value)));
      }),
    );
  });

  test('reads long numbers as the short ones that they equal', () => {
    const zeros = '0'.repeat(2_000);
    expect(read(`${zeros}12.5`)).toBe(12.5);
    expect(read(`-12.5${zeros}`)).toBe(-12.5);
    expect(read(`0.${zeros}25e2000`)).toBe(0.25);
    expect(read(`25${zeros}e-2000`)).toBe(25);
    expect(read(`${zeros}`)).toBe(0);
    expect(read(`1${zeros}`)).toBe(Number.POSITIVE_INFINITY);
    expect(read(`1e-${'9'.repeat(2_000)}`)).toBe(0);
    expect(read(`1e${'9'.repeat(2_000)}`)).toBe(Number.POSITIVE_INFINITY);
    expect(read(`1.${zeros}e`)).toBeUndefined();
  });

  test('reads long digits as the engine does', () => {
    const digits = fc.stringMatching(/^[0-9]{600,900}$/);
    fc.assert(
      fc.property(digits, fc.nat(900), fc.integer({ min: -1_200, max: 300 }), (text, at, exponent) => {
        const number = `${text.slice(0, at)}.${text.slice(at)}1e${exponent}`;
        expect(read(number)).toBe(Number(number));
      }),
    );
  });

  test('reads short decimals as the language does', () => {
    const digits = fc.stringMatching(/^\d{0,10}$/);
    fc.assert(
      fc.property(fc.constantFrom('', '-', '+'), digits, digits, (sign, whole, rest) => {
        fc.pre(whole !== '' || rest !== '');
        const number = `${sign}${whole}.${rest}`;
        expect(read(number)).toBe(Number(number));
      }),
      { numRuns: 5_000 },
    );
  });
});
