import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transcriptOf } from '../../../lib/transcript.js';

const piece = (atMs: number, text: string) => ({ atMs, data: Buffer.from(text) });
const recorded = (...passed: ReturnType<typeof piece>[]) => ({ passed, passedMore: false });
const NOTHING = recorded();

const texts = ({ said }: ReturnType<typeof transcriptOf>) =>
  said.map(({ from, atMs, data }) => [from, atMs, data.toString()]);

describe('transcriptOf()', () => {
  test('puts both sides in the order of time, counted from the start', () => {
    const transcript = transcriptOf(
      [recorded(piece(101, 'a'), piece(105, 'c')), recorded(piece(103, 'b'))],
      100,
      1_000,
    );
    expect(texts(transcript)).toEqual([
      ['first', 1, 'a'],
      ['second', 3, 'b'],
      ['first', 5, 'c'],
    ]);
    expect(transcript.truncated).toBe(false);
  });

  test('is empty, and whole, when nobody said anything', () => {
    expect(transcriptOf([NOTHING, NOTHING], 7, 1)).toEqual({ said: [], truncated: false });
  });

  test.each([
    [6, ['abc', 'def'], false],
    [5, ['abc', 'de'], true],
    [3, ['abc'], true],
    [1, ['a'], true],
  ])('cuts to the bytes of both together: %d', (bytes, expected, truncated) => {
    const transcript = transcriptOf([recorded(piece(1, 'abc')), recorded(piece(2, 'def'))], 0, bytes);
    expect(transcript.said.map(({ data }) => data.toString())).toEqual(expected);
    expect(transcript.truncated).toBe(truncated);
  });

  test('ends where the record of one side does', () => {
    const first = { passed: [piece(1, 'a'), piece(3, 'b')], passedMore: true };
    const second = recorded(piece(2, 'x'), piece(4, 'later'));
    const transcript = transcriptOf([first, second], 0, 1_000);
    expect(transcript.said.map(({ data }) => data.toString())).toEqual(['a', 'x', 'b']);
    expect(transcript.truncated).toBe(true);
  });

  test('is never longer than asked for, and a beginning of all that was said', () => {
    const side = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.uint8Array({ minLength: 1, maxLength: 5 })))
      .map((pieces) =>
        recorded(
          ...pieces
            .sort(([a], [b]) => a - b)
            .map(([atMs, bytes]) => ({ atMs, data: Buffer.from(bytes) as Buffer<ArrayBuffer> })),
        ),
      );
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 60 }), (first, second, bytes) => {
        const join = (transcript: ReturnType<typeof transcriptOf>) =>
          Buffer.concat(transcript.said.map(({ data }) => data));
        const cut = transcriptOf([first, second], 0, bytes);
        const whole = transcriptOf([first, second], 0, 10_000);
        expect(join(cut)).toEqual(join(whole).subarray(0, bytes));
        expect(cut.truncated).toBe(join(whole).length > bytes);
        expect(whole.truncated).toBe(false);
      }),
    );
  });
});
