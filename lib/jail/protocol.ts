import type { StepFile, TerminalSize } from './step.js';

/** This file and frames.ts mirror native/protocol.h, which documents every field. */
const MAGIC = 0x42413031;
export const HEADER_BYTES = 8;
/** Of a request, its header included. */
const FIXED_BYTES = HEADER_BYTES + 124;
/** Of a file, besides its path and its content: mode, size, and the end of the path. */
const FILE_BYTES = 9;
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

export const NOTHING = Buffer.alloc(0);

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
  const { argv, env, files, terminal, stdin } = request;
  const names = Object.keys(env);
  let start = '';
  for (const word of argv) start += `${word}\0`;
  for (const name of names) start += `${name}=${env[name]}\0`;
  let end = '';
  for (const path of request.collect) end += `${path}\0`;
  if (request.cwd !== undefined) end += `${request.cwd}\0`;
  const textBytes = Buffer.byteLength(start) + Buffer.byteLength(end);
  const length = FIXED_BYTES + textBytes + sizeOf(files) + (terminal ? 8 : 0) + stdin.length;
  const frame = Buffer.allocUnsafe(length);
  let at = writeFixed(frame, request, names.length);
  at += frame.write(start, at);
  for (const file of files) at = writeFile(frame, at, file);
  at += frame.write(end, at);
  if (terminal) {
    at = frame.writeUInt32LE(terminal.columns, at);
    at = frame.writeUInt32LE(terminal.rows, at);
  }
  frame.set(stdin, at);
  return frame;
}

function sizeOf(files: readonly StepFile[]): number {
  let bytes = 0;
  for (const { path, content } of files) bytes += FILE_BYTES + Buffer.byteLength(path) + content.length;
  return bytes;
}

function writeHeader(frame: Buffer, type: string, length: number): void {
  frame.writeUInt32LE(type.charCodeAt(0), 0);
  frame.writeUInt32LE(length, 4);
}

const words = new Uint32Array(FIXED_BYTES / 4);
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
  u32('Q'.charCodeAt(0));
  u32(frame.length - HEADER_BYTES);
  u32(MAGIC);
  u32(request.flags);
  u64(request.nonce);
  u64(request.wallMs * 1_000_000);
  u64(request.cpuMs * 1_000_000);
  u64(request.stdoutBytes);
  u64(request.stderrBytes);
  u64(request.memoryBytes);
  u64(request.fileBytes);
  u64(request.stackBytes);
  u32(request.openFiles);
  u32(request.argv.length);
  u32(envCount);
  u32(request.files.length);
  u32(request.collect.length);
  u32(request.stdin.length);
  u32(request.cores);
  u32(request.processes);
  u64(request.collectBytes);
  u64(request.recordBytes);
  u32(request.core);
  frame.set(wordBytes);
  return FIXED_BYTES;
}

function writeFile(frame: Buffer, start: number, file: StepFile): number {
  let at = frame.writeUInt32LE(file.mode, start);
  at = frame.writeUInt32LE(file.content.length, at);
  at += frame.write(file.path, at);
  at = frame.writeUInt8(0, at);
  frame.set(file.content, at);
  return at + file.content.length;
}
