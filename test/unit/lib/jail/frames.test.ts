import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, FrameDecoder } from '../../../../lib/jail/frames.js';

const header = (type: string | number, length: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(typeof type === 'string' ? type.charCodeAt(0) : type, 0);
  bytes.writeUInt32LE(length, 4);
  return bytes;
};
const frame = (type: string, body: Uint8Array = new Uint8Array(0)) =>
  Buffer.concat([header(type, body.length), body]);

const number = (value: bigint, bytes: number) =>
  Buffer.from(Array.from({ length: bytes }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn)));
const report = (fields: Partial<Record<'cause' | 'truncated', number>> = {}) =>
  Buffer.concat([
    number(7n, 8), // nonce
    ...[fields.cause ?? 2, 0, 0x0700, 3].map((value) => number(BigInt(value), 4)), // cause, errno, status, refused
    ...[1_500_000n, 2_250_000n, 4_096n].map((value) => number(value, 8)), // wall, cpu, memory
    ...[1, fields.truncated ?? 2].map((value) => number(BigInt(value), 4)), // kills, truncated
    ...[3_000_000n, 4_500_000n].map((value) => number(value, 8)), // started, ended
  ]);
const file = (state: number, path: string) =>
  Buffer.concat([number(BigInt(state), 4), number(0o755n, 4), number(9n, 8), Buffer.from(path)]);

function decode(chunks: readonly Buffer[]): Frame[] {
  const decoder = new FrameDecoder();
  const frames: Frame[] = [];
  for (const chunk of chunks) decoder.push(chunk, (each) => frames.push(each));
  return frames;
}

/** Of one buffer that is used again and again, in pieces of a length. */
function decodeReused(all: Buffer, length: number): Frame[] {
  const decoder = new FrameDecoder();
  const frames: Frame[] = [];
  const reused = Buffer.alloc(length);
  for (let at = 0; at < all.length; at += length) {
    const count = all.copy(reused, 0, at);
    decoder.push(reused.subarray(0, count), (each) => frames.push(each));
    reused.fill(0xff);
  }
  return frames;
}

const ALL = Buffer.concat([
  frame('L', number(70_000n, 4)),
  frame('R', Buffer.concat([number(0x1f_ffff_ffff_ffffn, 8), number(5_000_000_000n, 8)])),
  frame('O', Buffer.from('out')),
  frame('E', Buffer.from([0, 255])),
  frame('W'),
  frame('J'),
  frame('N'),
  frame('T', Buffer.concat([number(1_250_000n, 8), Buffer.from('said')])),
  frame('P', report()),
  frame('F', file(0, 'a/é')),
  frame('D', Buffer.from('content')),
  frame('F', file(4, 'big')),
  frame('Z'),
]);

const DECODED: readonly Frame[] = [
  { type: 'lease', slot: 70_000 },
  { type: 'ready', nonce: 0x1f_ffff_ffff_ffff, chargedBytes: 5_000_000_000 },
  { type: 'stdout', bytes: Buffer.from('out') },
  { type: 'stderr', bytes: Buffer.from([0, 255]) },
  { type: 'want' },
  { type: 'joined' },
  { type: 'lost' },
  { type: 'record', atMs: 1.25, bytes: Buffer.from('said') },
  {
    type: 'report',
    report: {
      nonce: 7,
      cause: 'cpu',
      execErrno: 0,
      waitStatus: 0x0700,
      refusedProcesses: 3,
      wallMs: 1.5,
      cpuMs: 2.25,
      memoryBytes: 4_096,
      oomKills: 1,
      truncated: { stdout: false, stderr: true },
      startedAtMs: 3,
      endedAtMs: 4.5,
    },
  },
  { type: 'file', state: 'ok', mode: 0o755, size: 9, path: 'a/é' },
  { type: 'content', bytes: Buffer.from('content') },
  { type: 'file', state: 'too-large', mode: 0o755, size: 9, path: 'big' },
  { type: 'end' },
];

const CAUSES = ['none', 'wall', 'cpu', 'stdout', 'stderr', 'memory', 'cancel'].map((name, cause) => ({
  name,
  cause,
}));

describe('FrameDecoder', () => {
  test('reads every kind of frame', () => {
    expect(decode([ALL])).toEqual(DECODED);
  });

  test('reads the same from a stream cut anywhere', () => {
    for (let at = 0; at <= ALL.length; at++)
      expect(decode([ALL.subarray(0, at), ALL.subarray(at)])).toEqual(DECODED);
  });

  test('reads the same from any chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: ALL.length })), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), ALL.length];
        expect(decode(at.slice(1).map((end, i) => ALL.subarray(at[i], end)))).toEqual(DECODED);
      }),
    );
  });

  test('reads the same from a buffer that is used again, of any length', () => {
    for (let length = 1; length <= ALL.length; length++) expect(decodeReused(ALL, length)).toEqual(DECODED);
  });

  test('keeps bytes that it gave out, whatever comes after them', () => {
    const first = frame('O', Buffer.from('first'));
    const frames = decode([
      first.subarray(0, 10),
      Buffer.concat([first.subarray(10), frame('O', Buffer.from('next!'))]),
    ]);
    expect(frames.map((each) => (each as { bytes: Buffer }).bytes.toString())).toEqual(['first', 'next!']);
  });

  test.each(CAUSES)('knows cause $cause as $name', ({ cause, name }) => {
    expect(decode([frame('P', report({ cause }))])).toMatchObject([{ report: { cause: name } }]);
  });

  test.each([
    [0, { stdout: false, stderr: false }],
    [1, { stdout: true, stderr: false }],
    [2, { stdout: false, stderr: true }],
    [3, { stdout: true, stderr: true }],
  ])('reads the bits of truncated: %d', (truncated, expected) => {
    expect(decode([frame('P', report({ truncated }))])).toMatchObject([{ report: { truncated: expected } }]);
  });

  test.each<[string, Buffer, RegExp]>([
    ['a frame longer than any', header('O', (1 << 20) + 1), /malformed frame header/],
    ['a header with more than a type', header(0x0100 + 79, 0), /malformed frame header/],
    ['an unknown type', frame('?'), /unknown frame "\?"/],
    ['a frame that only the host sends', frame('Q'), /unknown frame "Q"/],
    ['a lease of five bytes', frame('L', Buffer.alloc(5)), /5 bytes instead of 4/],
    ['a nonce of four bytes', frame('R', Buffer.alloc(4)), /4 bytes instead of 16/],
    ['a report cut short', frame('P', report().subarray(1)), /71 bytes instead of 72/],
    ['a report with a byte more', frame('P', Buffer.concat([report(), Buffer.alloc(1)])), /73 bytes/],
    ['a cause that there is not', frame('P', report({ cause: 7 })), /unknown cause/],
    ['a record cut short', frame('T', Buffer.alloc(7)), /malformed record frame/],
    ['a file cut short', frame('F', file(0, '').subarray(1)), /malformed file frame/],
    ['a file state that there is not', frame('F', file(5, 'x')), /malformed file frame/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decode([bytes])).toThrow(message);
  });

  test('never does more than throw or read on, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (chunks) => {
        try {
          for (const each of decode(chunks.map((chunk) => Buffer.from(chunk))))
            expect(each.type).toMatch(/^[a-z]+$/);
        } catch (error) {
          expect((error as Error).message).toMatch(/frame|cause/);
        }
      }),
    );
  });
});
