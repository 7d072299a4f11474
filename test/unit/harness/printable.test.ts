import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, printable, printableLines, quoteBytes } from '../../../harness/printable.js';

describe('printable()', () => {
  test.each([
    ['\x1b[31mred\x07', '\\x1b[31mred\\x07'],
    ['a\nb\tc\0', 'a\\nb\\tc\\0'],
    ['\x9b2J', '\\x9b2J'],
    ['abc\u202edcba', 'abc\\u{202e}dcba'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['héllo 世界 🎉', 'héllo 世界 🎉'],
  ])('%j becomes %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('leaves nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});

test('printableLines() keeps line breaks and tabs only', () => {
  expect(printableLines('one\r\n\ttwo\x1b[2J\n')).toBe('one\n\ttwo\\x1b[2J\n');
});

test('clip() cuts long text and no character in two', () => {
  expect(clip('abcdef', 6)).toBe('abcdef');
  expect(clip('abcdef', 4)).toBe('abc…');
  expect(clip('ab🎉def', 4)).toBe('ab…');
});

test('quoteBytes() is bounded, quoted, and shows what is no UTF-8', () => {
  expect(quoteBytes(Buffer.from('say "hi"\n'), 0, 9, 40)).toBe('"say \\"hi\\"\\n"');
  expect(quoteBytes(Buffer.alloc(1_000, 'x'), 0, 1_000, 3)).toBe('"xxx…"');
  expect(quoteBytes(Buffer.from([0xff, 0x41]), 0, 2, 40)).toBe('"\ufffdA"');
});
