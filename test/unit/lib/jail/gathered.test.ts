import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Gathered } from '../../../../lib/jail/gathered.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function gather(pieces: readonly Uint8Array[]): Buffer {
  const gathered = new Gathered();
  for (const piece of pieces) gathered.add(Buffer.from(piece));
  return gathered.bytes();
}

describe('Gathered', () => {
  test('gives all pieces in order, however many', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 200 }),
        (some, times) => {
          const pieces = Array.from({ length: times }, () => some).flat();
          expect(gather(pieces)).toEqual(Buffer.concat(pieces));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('of a single piece is that piece, not a copy', () => {
    const gathered = new Gathered();
    const piece = Buffer.from('all');
    gathered.add(piece);
    expect(gathered.bytes()).toBe(piece);
  });

  test('does not keep a million single bytes apart', () => {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const gathered = new Gathered();
    for (let i = 0; i < 1_000_000; i++) gathered.add(Buffer.from([i]));
    collectGarbage();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 * 2 ** 20);
    expect(gathered.bytes().length).toBe(1_000_000);
  });
});
