import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeFrame,
  encodeRequest,
  LAUNCH_EXIT,
  REQUEST,
  type RequestFrame,
} from '../../../../lib/jail/protocol.js';
import { packageRoot } from '../../../../lib/package-root.js';

/** Reads a request back as native/gate.c does: by the order of `struct request` in native/protocol.h. */
function decodeRequest(frame: Buffer) {
  let at = 8;
  const bytes = (length: number) => {
    at += length;
    return frame.subarray(at - length, at);
  };
  const u32 = () => bytes(4).readUInt32LE();
  const u64 = () => bytes(8).readBigUInt64LE();
  const text = () => {
    const end = frame.indexOf(0, at);
    const value = frame.toString('utf8', at, end);
    at = end + 1;
    return value;
  };
  const times = <T>(count: number, read: () => T) => Array.from({ length: count }, read);
  const head = {
    type: String.fromCharCode(frame[0]!),
    length: frame.readUInt32LE(4),
    magic: u32(),
    flags: u32(),
    nonce: u64(),
  };
  const [wallNs, cpuNs, stdout, stderr, memory, file, stack] = times(7, u64);
  const [openFiles, argc, envc, filec, collectc, stdinLength, cores, processes] = times(8, u32);
  const [collectBytes, recordBytes] = times(2, u64);
  const core = u32();
  const argv = times(argc!, text);
  const env = times(envc!, text);
  const files = times(filec!, () => {
    const [mode, length] = [u32(), u32()];
    return { mode, path: text(), content: Buffer.from(bytes(length)) };
  });
  const collect = times(collectc!, text);
  const stdin = Buffer.from(bytes(stdinLength!));
  return {
    ...head,
    wallNs,
    cpuNs,
    caps: [stdout, stderr, memory, file, stack],
    openFiles,
    cores,
    processes,
    collectBytes,
    recordBytes,
    core,
    argv,
    env,
    files,
    collect,
    stdin,
    left: frame.length - at,
  };
}

const limit = fc.integer({ min: 1, max: 2 ** 45 });
const ms = fc.integer({ min: 1, max: 3_600_000 });
const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
const content = fc.uint8Array({ maxLength: 40 });
const request: fc.Arbitrary<RequestFrame> = fc.record({
  flags: fc.integer({ min: 0, max: 63 }),
  nonce: fc.maxSafeNat(),
  wallMs: ms,
  cpuMs: ms,
  stdoutBytes: limit,
  stderrBytes: limit,
  memoryBytes: limit,
  fileBytes: limit,
  stackBytes: limit,
  openFiles: fc.integer({ min: 1, max: 65_536 }),
  cores: fc.integer({ min: 1, max: 256 }),
  processes: fc.integer({ min: 1, max: 4096 }),
  collectBytes: limit,
  recordBytes: limit,
  core: fc.integer({ min: 0, max: 0xffff_ffff }),
  argv: fc.array(word, { minLength: 1, maxLength: 5 }),
  env: fc.dictionary(
    word.filter((name) => name !== '' && !name.includes('=')),
    word,
    { maxKeys: 4 },
  ),
  files: fc.array(fc.record({ path: word, content, mode: fc.integer({ min: 0, max: 0o777 }) }), {
    maxLength: 4,
  }),
  collect: fc.array(word, { maxLength: 3 }),
  stdin: content,
});

describe('encodeRequest()', () => {
  test('can be read back by the layout of native/protocol.h', () => {
    fc.assert(
      fc.property(request, (given) => {
        const read = decodeRequest(encodeRequest(given));
        expect(read).toMatchObject({
          type: 'Q',
          magic: 0x4241_3031,
          flags: given.flags,
          nonce: BigInt(given.nonce),
          left: 0,
        });
        expect(read.wallNs).toBe(BigInt(given.wallMs) * 1_000_000n);
        expect(read.cpuNs).toBe(BigInt(given.cpuMs) * 1_000_000n);
        const { stdoutBytes, stderrBytes, memoryBytes, fileBytes, stackBytes } = given;
        expect(read.caps).toEqual([stdoutBytes, stderrBytes, memoryBytes, fileBytes, stackBytes].map(BigInt));
        expect(read).toMatchObject({
          openFiles: given.openFiles,
          cores: given.cores,
          processes: given.processes,
          argv: given.argv,
          collect: given.collect,
        });
        expect(read.collectBytes).toBe(BigInt(given.collectBytes));
        expect(read.recordBytes).toBe(BigInt(given.recordBytes));
        expect(read.core).toBe(given.core);
        expect(read.env).toEqual(Object.entries(given.env).map(([name, value]) => `${name}=${value}`));
        expect(read.files).toEqual(
          given.files.map((file) => ({ ...file, content: Buffer.from(file.content) })),
        );
        expect(read.stdin).toEqual(Buffer.from(given.stdin));
      }),
    );
  });

  test('says its own length', () => {
    fc.assert(
      fc.property(request, (given) => {
        const frame = encodeRequest(given);
        expect(frame.readUInt32LE(4)).toBe(frame.length - 8);
      }),
    );
  });
});

describe('encodeFrame()', () => {
  test.each(['S', 'I', 'X', 'G', 'B'] as const)('puts type and length before the body: %s', (type) => {
    fc.assert(
      fc.property(content, (body) => {
        const frame = encodeFrame(type, body);
        expect([...frame.subarray(0, 4)]).toEqual([type.charCodeAt(0), 0, 0, 0]);
        expect(frame.readUInt32LE(4)).toBe(body.length);
        expect(frame.subarray(8)).toEqual(Buffer.from(body));
      }),
    );
    expect(encodeFrame(type)).toHaveLength(8);
  });
});

describe('what native/protocol.h says', () => {
  const source = readFileSync(join(packageRoot(), 'lib/jail/native/protocol.h'), 'utf8');
  const numbers = (prefix: string) =>
    Object.fromEntries(
      [...source.matchAll(new RegExp(`${prefix}_(\\w+) = (\\d+)`, 'g'))].map(([, name, value]) => [
        name,
        Number(value),
      ]),
    );

  test('is what the host says: flags', () => {
    expect(REQUEST).toEqual(numbers('REQUEST'));
  });

  test('is what the host says: exit codes of launch', () => {
    expect(numbers('EXIT')).toMatchObject(LAUNCH_EXIT);
  });
});
