import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { remainsOf } from '../../support/leftovers.js';
import { openRawCell, type RawCell, validRequest } from '../../support/raw-cell.js';
import { ownUids } from '../../support/runners.js';
import { FUZZ_TIMEOUT_MS, fuzz } from './budget.js';
import { byteChanges, mangledBytes } from './mangle.js';

const MiB = 2 ** 20;
const WAIT_MS = 1_000;

function header(type: string, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt8(type.charCodeAt(0), 0);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

const type = fc.constantFrom('Q', 'I', 'X', 'B', 'G', 'S', 'R', '\0', '\xff');
const small = fc.uint8Array({ maxLength: 40 });

/** What a host could send that has lost its mind: given the nonce of the jail that is parked. */
const message: fc.Arbitrary<(nonce: number) => Buffer> = fc.oneof(
  fc.tuple(type, small).map(
    ([kind, body]) =>
      () =>
        Buffer.concat([header(kind, body.length), body]),
  ),
  fc
    .tuple(type, fc.constantFrom(1, 65_536, 65_537, MiB, 64 * MiB, 64 * MiB + 1, 2 ** 31, 2 ** 32 - 1), small)
    .map(
      ([kind, length, body]) =>
        () =>
          Buffer.concat([header(kind, length), body]),
    ),
  byteChanges.map((list) => (nonce: number) => {
    const request = validRequest(nonce, { wallMs: 200, cpuMs: 200 });
    return Buffer.concat([request.subarray(0, 8), mangledBytes(request.subarray(8), { ...list, end: null })]);
  }),
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => (nonce: number) => {
    const request = validRequest(nonce, { wallMs: 200, cpuMs: 200 });
    return request.subarray(0, Math.floor(share * request.length)); // what follows is taken for its rest
  }),
  fc.constantFrom(...['argc', 'envc', 'filec', 'collectc', 'stdin']).chain((which) =>
    fc.constantFrom(0, 1, 2 ** 16, 2 ** 31, 2 ** 32 - 1).map((count) => (nonce: number) => {
      const request = validRequest(nonce, { wallMs: 200, cpuMs: 200 });
      request.writeUInt32LE(
        count,
        8 + 76 + 4 * ['argc', 'envc', 'filec', 'collectc', 'stdin'].indexOf(which),
      );
      return request;
    }),
  ),
);

/** Waits for whatever it does, if it does anything; a frame that is not all there it waits for. */
async function settle(cell: RawCell): Promise<void> {
  const from = cell.frames.length;
  const late = new Promise<void>((resolve) => setTimeout(resolve, WAIT_MS).unref());
  await Promise.race([cell.until(({ frames }) => frames.length > from).catch(() => undefined), late]);
}

describe('a gate that is sent anything, in any order', () => {
  test(
    'parks a new jail, waits or ends with its cell; what it says is well-formed, and nothing stays',
    async () => {
      const property = fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 4 }),
        async (messages) => {
          const cell = await openRawCell();
          try {
            for (const make of messages) {
              if (cell.ended) break;
              cell.send(make(cell.nonce));
              await settle(cell);
            }
            expect(cell.log).not.toMatch(/malformed|unknown (frame|cause)|of another run/);
          } finally {
            await cell.close();
          }
          expect(await remainsOf(ownUids())).toEqual([]);
        },
      );
      await fuzz(property, 12);
    },
    FUZZ_TIMEOUT_MS,
  );
});
