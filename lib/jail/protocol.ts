import type { CollectedFile } from '../result.js';
import type { Cause, StepFile } from './step.js';

/** This file mirrors native/protocol.h, which documents every field. */
const MAGIC = 0x42413031;
const HEADER_BYTES = 8;
const REQUEST_BYTES = 108;
const MAX_FRAME_BYTES = 1 << 20; // the gate sends 64 KiB at most; anything longer is not from it

/** Flags of a request. */
export const REQUEST = { STREAM: 1, STDIN_PIPE: 2, STDIN_MORE: 4, STDIN_FILE: 8, ALL_CPUS: 16 } as const;

/** Exit codes of launch. */
export const LAUNCH_EXIT = {
  CLOSED: 0,
  SETUP_FAILED: 100,
  LATE_WALL: 101,
  LATE_CPU: 102,
  NSJAIL_ENDED: 103,
  NO_LEASE: 104,
} as const;

/** The gate takes one chunk of stdin at a time, and none longer. */
export const MAX_CHUNK_BYTES = 65_536;

const CAUSES: readonly Cause[] = ['none', 'wall', 'cpu', 'stdout', 'stderr', 'memory', 'cancel'];
const FILE_STATES = ['ok', 'missing', 'not-regular', 'unreadable', 'too-large'] as const;

export interface RequestFrame {
  readonly flags: number;
  readonly nonce: bigint;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  readonly memoryBytes: number;
  readonly fileBytes: number;
  readonly stackBytes: number;
  readonly openFiles: number;
  readonly cores: number;
  readonly collectBytes: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly StepFile[];
  readonly collect: readonly string[];
  readonly stdin: Uint8Array;
}

/** The numbers of a report, before streams and files are put to it. */
export interface ReportFrame {
  readonly nonce: bigint;
  readonly cause: Cause;
  readonly execErrno: number;
  readonly waitStatus: number;
  readonly refusedProcesses: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly oomKills: number;
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
}

export type Frame =
  | { readonly type: 'lease'; readonly slot: number }
  | { readonly type: 'ready'; readonly nonce: bigint }
  | { readonly type: 'stdout' | 'stderr' | 'content'; readonly bytes: Buffer }
  | { readonly type: 'want' | 'end' }
  | { readonly type: 'report'; readonly report: ReportFrame }
  | {
      readonly type: 'file';
      readonly path: string;
      readonly size: number;
      readonly state: CollectedFile['state'];
      readonly mode: number;
    };

/** A frame with nothing but its type, or with bytes. */
export function encodeFrame(type: 'S' | 'I' | 'X' | 'G', body: Uint8Array = new Uint8Array(0)): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  writeHeader(frame, type, body.length);
  frame.set(body, HEADER_BYTES);
  return frame;
}

export function encodeRequest(request: RequestFrame): Buffer {
  const strings = [
    ...request.argv,
    ...Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
  ];
  const text = strings.length === 0 ? '' : `${strings.join('\0')}\0`;
  const collect = request.collect.map((path) => `${path}\0`).join('');
  const textBytes = Buffer.byteLength(text);
  const collectBytes = Buffer.byteLength(collect);
  const filesBytes = request.files.reduce(
    (sum, file) => sum + 9 + Buffer.byteLength(file.path) + file.content.length,
    0,
  );
  const length = REQUEST_BYTES + textBytes + filesBytes + collectBytes + request.stdin.length;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  writeHeader(frame, 'Q', length);
  let at = writeFixed(frame, request, strings.length - request.argv.length);
  at += frame.write(text, at);
  for (const file of request.files) at = writeFile(frame, at, file);
  at += frame.write(collect, at);
  frame.set(request.stdin, at);
  return frame;
}

function writeHeader(frame: Buffer, type: string, length: number): void {
  frame.writeUInt32LE(type.charCodeAt(0), 0);
  frame.writeUInt32LE(length, 4);
}

function writeFixed(frame: Buffer, request: RequestFrame, envCount: number): number {
  let at = HEADER_BYTES;
  const u32 = (value: number) => {
    at = frame.writeUInt32LE(value, at);
  };
  const u64 = (value: number | bigint) => {
    at = frame.writeBigUInt64LE(BigInt(value), at);
  };
  u32(MAGIC);
  u32(request.flags);
  u64(request.nonce);
  u64(request.wallMs * 1_000_000);
  u64(request.cpuMs * 1_000_000);
  for (const bytes of [request.stdoutBytes, request.stderrBytes, request.memoryBytes]) u64(bytes);
  for (const bytes of [request.fileBytes, request.stackBytes]) u64(bytes);
  for (const count of [request.openFiles, request.argv.length, envCount, request.files.length]) u32(count);
  for (const count of [request.collect.length, request.stdin.length, request.cores]) u32(count);
  u64(request.collectBytes);
  return at;
}

function writeFile(frame: Buffer, start: number, file: StepFile): number {
  let at = frame.writeUInt32LE(file.mode, start);
  at = frame.writeUInt32LE(file.content.length, at);
  at += frame.write(file.path, at);
  at = frame.writeUInt8(0, at);
  frame.set(file.content, at);
  return at + file.content.length;
}

/** Cuts a stream of chunks into frames. Throws a plain Error at anything that the native program never sends. */
export class FrameDecoder {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (data.length - at >= HEADER_BYTES) {
      const length = data.readUInt32LE(at + 4);
      if (length > MAX_FRAME_BYTES || data.readUInt32LE(at) > 0xff) throw new Error('malformed frame header');
      if (data.length - at < HEADER_BYTES + length) break;
      const body = data.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length);
      at += HEADER_BYTES + length;
      onFrame(decode(String.fromCharCode(data[at - length - HEADER_BYTES]!), body));
    }
    this.#rest = at === data.length ? Buffer.alloc(0) : data.subarray(at);
  }
}

function decode(type: string, body: Buffer): Frame {
  switch (type) {
    case 'L':
      return { type: 'lease', slot: expect(body, 4).readUInt32LE(0) };
    case 'R':
      return { type: 'ready', nonce: expect(body, 8).readBigUInt64LE(0) };
    case 'O':
      return { type: 'stdout', bytes: body };
    case 'E':
      return { type: 'stderr', bytes: body };
    case 'D':
      return { type: 'content', bytes: body };
    case 'W':
      return { type: 'want' };
    case 'Z':
      return { type: 'end' };
    case 'P':
      return { type: 'report', report: decodeReport(expect(body, 56)) };
    case 'F':
      return decodeFile(body);
    default:
      throw new Error(`unknown frame ${JSON.stringify(type)}`);
  }
}

function expect(body: Buffer, length: number): Buffer {
  if (body.length === length) return body;
  throw new Error(`frame of ${body.length} bytes instead of ${length}`);
}

function decodeReport(body: Buffer): ReportFrame {
  const cause = CAUSES[body.readUInt32LE(8)];
  if (cause === undefined) throw new Error('unknown cause in a report');
  const truncated = body.readUInt32LE(52);
  return {
    nonce: body.readBigUInt64LE(0),
    cause,
    execErrno: body.readUInt32LE(12),
    waitStatus: body.readUInt32LE(16),
    refusedProcesses: body.readUInt32LE(20),
    wallMs: Number(body.readBigUInt64LE(24)) / 1e6,
    cpuMs: Number(body.readBigUInt64LE(32)) / 1e6,
    memoryBytes: Number(body.readBigUInt64LE(40)),
    oomKills: body.readUInt32LE(48),
    truncated: { stdout: (truncated & 1) !== 0, stderr: (truncated & 2) !== 0 },
  };
}

function decodeFile(body: Buffer): Frame {
  const state = body.length >= 16 ? FILE_STATES[body.readUInt32LE(0)] : undefined;
  if (state === undefined) throw new Error('malformed file frame');
  const size = Number(body.readBigUInt64LE(8));
  return { type: 'file', state, mode: body.readUInt32LE(4), size, path: body.subarray(16).toString('utf8') };
}
