import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes, formatMs, parseBytes, parseMs } from '../../../lib/units.js';

const NOT_QUANTITIES = [
  '',
  ' ',
  'MiB',
  '-1',
  '+1',
  '1e3',
  '.5',
  '1.',
  '1,5',
  '0x10',
  '1 2',
  '1MiBs',
  'NaN',
  'Infinity',
];

describe('parseBytes()', () => {
  test.each([
    ['0', 0],
    ['1024', 1_024],
    ['1024b', 1_024],
    ['64kb', 64_000],
    ['64 KiB', 65_536],
    ['2MB', 2_000_000],
    ['256MiB', 268_435_456],
    ['256mib', 268_435_456],
    ['1.5GiB', 1_610_612_736],
    ['3gb', 3_000_000_000],
    ['  7 b  ', 7],
  ])('reads %j as %d', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  test('rounds to whole bytes', () => {
    expect(parseBytes('0.3KiB')).toBe(307);
  });

  test.each([...NOT_QUANTITIES, '5s', '1TiB', '1constructor', '1toString'])('refuses %j', (text) => {
    expect(parseBytes(text)).toBeUndefined();
  });
});

describe('parseMs()', () => {
  test.each([
    ['200', 200],
    ['200ms', 200],
    ['2s', 2_000],
    ['1.5 s', 1_500],
    ['0.25S', 250],
    ['3m', 180_000],
    ['3min', 180_000],
  ])('reads %j as %d', (text, ms) => {
    expect(parseMs(text)).toBe(ms);
  });

  test.each([...NOT_QUANTITIES, '1h', '5MiB', '1constructor'])('refuses %j', (text) => {
    expect(parseMs(text)).toBeUndefined();
  });
});

describe('formatBytes()', () => {
  test.each([
    [0, '0 B'],
    [0.25, '0.25 B'],
    [1_023, '1023 B'],
    [1_024, '1 KiB'],
    [1_536, '1.5 KiB'],
    [268_435_456, '256 MiB'],
    [2 ** 40, '1024 GiB'],
  ])('shows %d as %j', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('is read back by parseBytes() to within four digits', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        expect(Math.abs(parseBytes(formatBytes(bytes))! - bytes)).toBeLessThanOrEqual(5e-4 * bytes + 1);
      }),
    );
  });
});

describe('formatMs()', () => {
  test.each([
    [0, '0 ms'],
    [0.123_4, '0.123 ms'],
    [12.34, '12.3 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [1_500, '1.5 s'],
    [61_234.5, '61.23 s'],
  ])('shows %d as %j', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  test('is read back by parseMs() to within three digits', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (ms) => {
        expect(Math.abs(parseMs(formatMs(ms))! - ms)).toBeLessThanOrEqual(5.1e-3 * ms);
      }),
    );
  });
});

describe('whole quantities', () => {
  const BYTES = { '': 1, B: 1, kB: 1e3, MB: 1e6, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };
  const TIMES = { '': 1, ms: 1, s: 1_000, min: 60_000 };

  test.each(Object.entries(BYTES))('in bytes with the unit %j are read exactly', (unit, factor) => {
    fc.assert(fc.property(fc.nat(), (n) => parseBytes(`${n}${unit}`) === n * factor));
  });

  test.each(Object.entries(TIMES))('of time with the unit %j are read exactly', (unit, factor) => {
    fc.assert(fc.property(fc.nat(), (n) => parseMs(`${n} ${unit}`) === n * factor));
  });
});
