import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReportFrame } from '../../../lib/jail/frames.js';
import { encodeFrame, REQUEST } from '../../../lib/jail/protocol.js';
import { remainsOf } from '../../support/leftovers.js';
import { openRawCell, type RawCell, validRequest } from '../../support/raw-cell.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
/** Where fields of a request lie in its frame; native/protocol.h. */
const AT = {
  type: 0,
  length: 4,
  magic: 8,
  nonce: 16,
  argc: 84,
  envc: 88,
  filec: 92,
  collectc: 96,
  stdinLength: 100,
};
const FIRST_FILE_LENGTH = 8 + 124 + '/bin/true\0A=b\0'.length + 4;

let cell: RawCell;
beforeEach(async () => {
  cell = await openRawCell();
});
afterEach(async () => {
  await cell.close();
  expect(await remainsOf(ownUids())).toEqual([]);
});

const reports = () => cell.frames.flatMap((frame) => (frame.type === 'report' ? [frame.report] : []));
const readies = () => cell.frames.filter(({ type }) => type === 'ready').length;
const isFine = ({ waitStatus, cause, execErrno }: ReportFrame) =>
  waitStatus === 0 && cause === 'none' && execErrno === 0;

/** The valid request with a 32-bit field changed. */
function withField(at: number, value: number): Buffer {
  const frame = validRequest(cell.nonce);
  frame.writeUInt32LE(value, at);
  return frame;
}

/** A jail that was lied to ends and says why; it reports nothing, and a fresh one takes its place. */
async function expectRefusal(bytes: Buffer, why: RegExp): Promise<void> {
  const before = cell.nonce;
  cell.send(bytes);
  await cell.until(() => readies() > 1);
  await cell.until(() => why.test(cell.log));
  expect(cell.frames.every(({ type }) => type === 'ready')).toBe(true);
  expect(cell.log).toMatch(why);
  expect(cell.nonce).not.toBe(before);
}

describe('the gate', () => {
  test('answers a request of its own with one report', async () => {
    const { nonce } = cell;
    cell.send(validRequest(nonce));
    await cell.until(() => readies() === 2);
    expect(cell.frames.map(({ type }) => type)).toEqual(['ready', 'report', 'ready']);
    expect(reports()[0]).toMatchObject({ nonce });
    expect(isFine(reports()[0]!)).toBe(true);
    expect(cell.nonce).not.toBe(nonce);
  });

  test('refuses a request with another magic number', () =>
    expectRefusal(withField(AT.magic, 0x4241_3032), /not for this jail/));

  test('refuses a request with another nonce', () =>
    expectRefusal(withField(AT.nonce, ((cell.nonce % 2 ** 32) ^ 1) >>> 0), /not for this jail/));

  test('refuses a request that an earlier jail has answered', async () => {
    const old = validRequest(cell.nonce);
    cell.send(old);
    await cell.until(() => readies() === 2);
    cell.send(old);
    await cell.until(() => readies() === 3 && /not for this jail/.test(cell.log));
    expect(reports()).toHaveLength(1);
  });

  test.each([
    ['no arguments', 'argc', 0, /counts are wrong/],
    ['more arguments than bytes', 'argc', 0xffff_ffff, /counts are wrong/],
    ['more variables than bytes', 'envc', 0x7fff_ffff, /counts are wrong/],
    ['more paths than bytes', 'collectc', 0xffff_fff0, /counts are wrong/],
    ['one argument too many', 'argc', 3, /cut short|longer than it says|counts/],
    ['more files than there are', 'filec', 2, /cut short/],
    ['a world of files', 'filec', 0xffff_ffff, /cut short/],
    ['fewer files than there are', 'filec', 0, /longer than it says/],
    ['more stdin than there is', 'stdinLength', 1, /cut short/],
    ['a world of stdin', 'stdinLength', 0xffff_ffff, /cut short/],
  ] as const)('refuses counts that lie: %s', (_, field, value, why) =>
    expectRefusal(withField(AT[field], value), why),
  );

  test.each([8, 1_000, 0x7fff_ffff, 0xffff_ffff])(
    'refuses a file longer than its request: %d bytes',
    (length) => expectRefusal(withField(FIRST_FILE_LENGTH, length), /cut short/),
  );

  test('refuses a file shorter than what is there', () =>
    expectRefusal(withField(FIRST_FILE_LENGTH, 6), /longer than it says/));

  test.each([0, 1, 123])('refuses a request of %d bytes', (length) => {
    const frame = validRequest(cell.nonce).subarray(0, 8 + length);
    frame.writeUInt32LE(length, AT.length);
    return expectRefusal(frame, /cut short/);
  });

  test.each([64 * MiB + 1, 0xffff_ffff])('refuses a length above its cap: %d', (length) => {
    const header = validRequest(cell.nonce).subarray(0, 8);
    header.writeUInt32LE(length, AT.length);
    return expectRefusal(header, /expected a request/);
  });

  test.each(['S', 'R', 'P', 'Z', 'G', '\0', 'q'])(
    'refuses a frame of the type %j instead of a request',
    (type) => {
      const header = Buffer.alloc(8);
      header[0] = type.charCodeAt(0);
      return expectRefusal(header, /expected a request/);
    },
  );

  test('lets late words to an earlier program pass', async () => {
    const stdin = Buffer.from([73, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3]); // 'I', three bytes
    const cancel = Buffer.from([88, 0, 0, 0, 0, 0, 0, 0]); // 'X'
    const begin = encodeFrame('B');
    cell.send(Buffer.concat([stdin, cancel, begin, cancel, stdin, validRequest(cell.nonce)]));
    await cell.until(() => readies() === 2);
    expect(reports().map(isFine)).toEqual([true]);
  });

  test('ends a program when the host says nonsense meanwhile, and reports nothing', async () => {
    cell.send(validRequest(cell.nonce, { argv: ['/bin/sleep', '30'], wallMs: 20_000 }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    cell.send(validRequest(cell.nonce));
    await cell.until(() => readies() > 1);
    expect(reports()).toEqual([]);
    expect(cell.log).toMatch(/unexpected frame/);
  });

  test('refuses to be joined when there is no FIFO of another side', () =>
    expectRefusal(validRequest(cell.nonce, { flags: REQUEST.JOINED }), /cannot open its end of "in"/));

  test.each([REQUEST.JOINED, REQUEST.JOINED | REQUEST.RECORD])(
    'joined, starts nothing before it is told to: flags %d',
    async (flags) => {
      const release = cell.joinToNobody();
      cell.send(validRequest(cell.nonce, { flags, argv: ['/bin/sh', '-c', 'echo up >&2'] }));
      await cell.until(() => cell.frames.some(({ type }) => type === 'joined'));
      release();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(cell.frames.map(({ type }) => type)).toEqual(['ready', 'joined']);
      cell.send(encodeFrame('B'));
      await cell.until(() => readies() === 2);
      expect(reports().map(isFine)).toEqual([true]);
      expect(reports()[0]!.endedAtMs).toBeGreaterThan(reports()[0]!.startedAtMs);
    },
  );

  test('joined, may be cancelled before it begins', async () => {
    const release = cell.joinToNobody();
    cell.send(validRequest(cell.nonce, { flags: REQUEST.JOINED }));
    cell.send(encodeFrame('X'));
    await cell.until(() => readies() === 2);
    release();
    expect(reports()).toMatchObject([{ cause: 'cancel', startedAtMs: 0, endedAtMs: 0 }]);
  });

  test('joined, ends when it hears anything else than the word to begin', async () => {
    const release = cell.joinToNobody();
    cell.send(validRequest(cell.nonce, { flags: REQUEST.JOINED }));
    await cell.until(() => cell.frames.some(({ type }) => type === 'joined'));
    cell.send(encodeFrame('I', Buffer.from('x')));
    await cell.until(() => readies() === 2);
    release();
    expect(reports()).toEqual([]);
    expect(cell.log).toMatch(/expected the word to begin/);
  });

  test('takes a request in pieces', async () => {
    const request = validRequest(cell.nonce);
    for (let at = 0; at < request.length; at += 7) {
      cell.send(request.subarray(at, at + 7));
      await new Promise(setImmediate);
    }
    await cell.until(() => readies() === 2);
    expect(reports().map(isFine)).toEqual([true]);
  });

  test('waits for the rest of a request, and goes with its cell', async () => {
    const request = validRequest(cell.nonce);
    cell.send(request.subarray(0, request.length - 1));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(cell.frames).toHaveLength(1);
    await cell.close();
    expect(cell.exitCode).toBe(0);
  });
});
