import type { StepFile, TerminalSize } from './step.js';

/** This file and frames.ts mirror native/protocol.h, which documents every field. */
const MAGIC = 0x42413031;
export const HEADER_BYTES = 8;
const REQUEST_BYTES = 124;
const TWO_32 = 2 ** 32;

/** Flags of a request. */
export const REQUEST = {
  STREAM: 1,
  STDIN_PIPE: 2,
  STDIN_MORE: 4,
  STDIN_FILE: 8,
  JOINED: 16,
  RECORD: 32,
  TRACE: 256,
  CWD: 512,
  TERMINAL: 1024,
} as const;

/** In `execErrno` of a report: the folder to start in could not be entered. */
export const NO_FOLDER = 0x10000;

/** As `core` of a request: where the cell is. */
export const ANY_CORE = 0xffff_ffff;

/** Exit codes of launch. */
export const LAUNCH_EXIT = {
  CLOSED: 0,
  SETUP_FAILED: 100,
  LATE_WALL: 101,
  LATE_CPU: 102,
  NSJAIL_ENDED: 103,
  NO_LEASE: 104,
} as const;

/** Exit codes of place. */
export const PLACE_EXIT = { BUSY: 106, NO_DEVICE: 107 } as const;

/** The gate takes one chunk of stdin at a time, and none longer. */
export const MAX_CHUNK_BYTES = 65_536;

export interface RequestFrame {
  readonly flags: number;
  readonly nonce: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  readonly memoryBytes: number;
  readonly fileBytes: number;
  readonly stackBytes: number;
  readonly openFiles: number;
  readonly cores: number;
  readonly processes: number;
  readonly collectBytes: number;
  readonly recordBytes: number;
  /** Number of a hardware thread, or {@link ANY_CORE}. */
  readonly core: number;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly StepFile[];
  readonly collect: readonly string[];
  readonly stdin: Uint8Array;
  /** With REQUEST.CWD. */
  readonly cwd?: string;
  /** With REQUEST.TERMINAL. */
  readonly terminal?: TerminalSize;
}

const NOTHING = new Uint8Array(0);

/** A signal for the program's process group, or the size of its terminal. */
export function encodeWord(type: 'K' | 'V', ...numbers: readonly number[]): Buffer {
  const body = Buffer.alloc(4 * numbers.length);
  for (const [i, number] of numbers.entries()) body.writeUInt32LE(number, 4 * i);
  return encodeFrame(type, body);
}

/** A frame with nothing but its type, or with bytes. */
export function encodeFrame(
  type: 'S' | 'I' | 'X' | 'G' | 'B' | 'K' | 'V',
  body: Uint8Array = NOTHING,
): Buffer {
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
  const folder = request.cwd === undefined ? '' : `${request.cwd}\0`;
  const collect = request.collect.map((path) => `${path}\0`).join('') + folder;
  const textBytes = Buffer.byteLength(text);
  const collectBytes = Buffer.byteLength(collect);
  const filesBytes = request.files.reduce(
    (sum, file) => sum + 9 + Buffer.byteLength(file.path) + file.content.length,
    0,
  );
  const length =
    REQUEST_BYTES + textBytes + filesBytes + collectBytes + (request.terminal ? 8 : 0) + request.stdin.length;
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  writeHeader(frame, 'Q', length);
  let at = writeFixed(frame, request, strings.length - request.argv.length);
  at += frame.write(text, at);
  for (const file of request.files) at = writeFile(frame, at, file);
  at += frame.write(collect, at);
  if (request.terminal) {
    at = frame.writeUInt32LE(request.terminal.columns, at);
    at = frame.writeUInt32LE(request.terminal.rows, at);
  }
  frame.set(request.stdin, at);
  return frame;
}

function writeHeader(frame: Buffer, type: string, length: number): void {
  frame.writeUInt32LE(type.charCodeAt(0), 0);
  frame.writeUInt32LE(length, 4);
}

const words = new Uint32Array(REQUEST_BYTES / 4);
const wordBytes = new Uint8Array(words.buffer);

/** All of it is words of 32 bits, and both processes are of one machine, whose Node knows little-endian ones only. */
function writeFixed(frame: Buffer, request: RequestFrame, envCount: number): number {
  let at = 0;
  const u32 = (value: number) => {
    words[at++] = value;
  };
  const u64 = (value: number) => {
    words[at++] = value; // the lower 32 bits of it
    words[at++] = value / TWO_32;
  };
  u32(MAGIC);
  u32(request.flags);
  u64(request.nonce);
  u64(request.wallMs * 1_000_000);
  u64(request.cpuMs * 1_000_000);
  for (const bytes of [request.stdoutBytes, request.stderrBytes, request.memoryBytes]) u64(bytes);
  for (const bytes of [request.fileBytes, request.stackBytes]) u64(bytes);
  for (const count of [request.openFiles, request.argv.length, envCount, request.files.length]) u32(count);
  for (const count of [request.collect.length, request.stdin.length, request.cores, request.processes])
    u32(count);
  u64(request.collectBytes);
  u64(request.recordBytes);
  u32(request.core);
  frame.set(wordBytes, HEADER_BYTES);
  return HEADER_BYTES + REQUEST_BYTES;
}

function writeFile(frame: Buffer, start: number, file: StepFile): number {
  let at = frame.writeUInt32LE(file.mode, start);
  at = frame.writeUInt32LE(file.content.length, at);
  at += frame.write(file.path, at);
  at = frame.writeUInt8(0, at);
  frame.set(file.content, at);
  return at + file.content.length;
}
