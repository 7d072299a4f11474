import type { CollectedFile } from '../result.js';
import { HEADER_BYTES, NOTHING } from './protocol.js';
import type { Cause } from './step.js';

const MAX_FRAME_BYTES = 1 << 20; // the gate sends 64 KiB at most; anything longer is not from it

const CAUSES: readonly Cause[] = ['none', 'wall', 'cpu', 'stdout', 'stderr', 'memory', 'cancel'];
const FILE_STATES = ['ok', 'missing', 'not-regular', 'unreadable', 'too-large'] as const;

/** The numbers of a report, before streams and files are put to it. */
export interface ReportFrame {
  readonly nonce: number;
  readonly cause: Cause;
  readonly execErrno: number;
  readonly waitStatus: number;
  readonly refusedProcesses: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly oomKills: number;
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
  /** Of the main process, by CLOCK_MONOTONIC, which all jails and Node's `hrtime` share; 0: never started. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/** When the gate was done with the stages of a traced run, by CLOCK_MONOTONIC; 0: never. */
export interface GateStages {
  readonly receivedAtMs: number;
  readonly executedAtMs: number;
  readonly deadAtMs: number;
}

export type Frame =
  | { readonly type: 'lease'; readonly slot: number }
  | { readonly type: 'ready'; readonly nonce: number; readonly chargedBytes: number }
  | { readonly type: 'stdout' | 'stderr' | 'content'; readonly bytes: Buffer }
  | { readonly type: 'want' | 'end' | 'joined' | 'lost' }
  | { readonly type: 'record'; readonly atMs: number; readonly bytes: Buffer }
  | ({ readonly type: 'stages' } & GateStages)
  | { readonly type: 'report'; readonly report: ReportFrame }
  | {
      readonly type: 'file';
      readonly path: string;
      readonly size: number;
      readonly state: CollectedFile['state'];
      readonly mode: number;
    };

type Keep = (bytes: Buffer) => Buffer;
const copied: Keep = (bytes) => Buffer.from(bytes);
const asItIs: Keep = (bytes) => bytes;

/**
 * Cuts a stream of chunks into frames. A chunk is the caller's again afterwards: frames have copies of what they keep.
 * Throws a plain Error at anything that the native program never sends.
 */
export class FrameDecoder {
  #rest: Buffer = NOTHING;

  push(chunk: Buffer, onFrame: (frame: Frame) => void): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const keep = data === chunk ? copied : asItIs;
    let at = 0;
    while (data.length - at >= HEADER_BYTES) {
      const length = data.readUInt32LE(at + 4);
      if (length > MAX_FRAME_BYTES || data.readUInt32LE(at) > 0xff) throw new Error('malformed frame header');
      if (data.length - at < HEADER_BYTES + length) break;
      const start = at;
      at += HEADER_BYTES + length;
      onFrame(decode(String.fromCharCode(data[start]!), data.subarray(start + HEADER_BYTES, at), keep));
    }
    this.#rest = at === data.length ? NOTHING : keep(data.subarray(at));
  }
}

function decode(type: string, body: Buffer, keep: Keep): Frame {
  switch (type) {
    case 'L':
      return { type: 'lease', slot: expect(body, 4).readUInt32LE(0) };
    case 'R':
      return { type: 'ready', nonce: readU64(expect(body, 16), 0), chargedBytes: readU64(body, 8) };
    case 'O':
      return { type: 'stdout', bytes: keep(body) };
    case 'E':
      return { type: 'stderr', bytes: keep(body) };
    case 'D':
      return { type: 'content', bytes: keep(body) };
    case 'W':
      return { type: 'want' };
    case 'Z':
      return { type: 'end' };
    case 'J':
      return { type: 'joined' };
    case 'N':
      return { type: 'lost' };
    case 'T':
      return decodeRecord(body, keep);
    case 'M':
      return decodeStages(expect(body, 24));
    case 'P':
      return { type: 'report', report: decodeReport(expect(body, 72)) };
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

/** What is above 2^53 loses its last bits, which no figure has. */
function readU64(body: Buffer, at: number): number {
  return body.readUInt32LE(at) + body.readUInt32LE(at + 4) * 2 ** 32;
}

function decodeReport(body: Buffer): ReportFrame {
  const cause = CAUSES[body.readUInt32LE(8)];
  if (cause === undefined) throw new Error('unknown cause in a report');
  const truncated = body.readUInt32LE(52);
  return {
    nonce: readU64(body, 0),
    cause,
    execErrno: body.readUInt32LE(12),
    waitStatus: body.readUInt32LE(16),
    refusedProcesses: body.readUInt32LE(20),
    wallMs: readU64(body, 24) / 1e6,
    cpuMs: readU64(body, 32) / 1e6,
    memoryBytes: readU64(body, 40),
    oomKills: body.readUInt32LE(48),
    truncated: { stdout: (truncated & 1) !== 0, stderr: (truncated & 2) !== 0 },
    startedAtMs: readU64(body, 56) / 1e6,
    endedAtMs: readU64(body, 64) / 1e6,
  };
}

function decodeStages(body: Buffer): Frame {
  const [receivedAtMs, executedAtMs, deadAtMs] = [0, 8, 16].map((at) => readU64(body, at) / 1e6);
  return { type: 'stages', receivedAtMs: receivedAtMs!, executedAtMs: executedAtMs!, deadAtMs: deadAtMs! };
}

function decodeRecord(body: Buffer, keep: Keep): Frame {
  if (body.length < 8) throw new Error('malformed record frame');
  return { type: 'record', atMs: readU64(body, 0) / 1e6, bytes: keep(body.subarray(8)) };
}

function decodeFile(body: Buffer): Frame {
  const state = body.length >= 16 ? FILE_STATES[body.readUInt32LE(0)] : undefined;
  if (state === undefined) throw new Error('malformed file frame');
  const size = readU64(body, 8);
  return { type: 'file', state, mode: body.readUInt32LE(4), size, path: body.subarray(16).toString('utf8') };
}
