import { readRange } from '../files/content.js';
import type { Conversation } from '../files/conversation.js';
import { isFileError } from '../files/file-error.js';
import { nameOfBytes } from '../files/names.js';
import { ANY_SIZE, ASK, type Entry, encodeAsk, ended, READ } from '../files/protocol.js';

const WHOLE_BYTES = 2 ** 20; // smaller files come whole, many at a time
const AHEAD_BYTES = 8 * 2 ** 20;
const AHEAD_FILES = 256;
const BLOCK_BYTES = 512;
const SPARSE_BYTES = 64 * 2 ** 20; // of data in a file with holes: in memory once
const RECORD_BYTES = 16;
const UNREADABLE = ['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR', 'EINVAL', 'ESTALE', 'ELOOP', 'EXDEV'];

/** A file of the workspace to be read. */
export interface ToCollect {
  readonly path: string;
  readonly entry: Entry;
}

export interface Collected<T> {
  readonly item: T;
  /** Whether holes are left out: then each piece of data is behind its place and length. */
  readonly isSparse: boolean;
  readonly chunks: AsyncIterable<Buffer> | Iterable<Buffer>;
  /** Whether it is still the file that the walk saw; to be asked after the last chunk. */
  readonly isSame: () => boolean;
}

/** A file with more holes than data. */
export function isSparse({ size, blocks }: Entry): boolean {
  const data = blocks * BLOCK_BYTES;
  return size > WHOLE_BYTES && data < size / 2 && data <= SPARSE_BYTES;
}

/** Reads files in their order, small ones ahead. One that went away or cannot be read is told to `onSkip`. */
export async function* collect<T extends ToCollect>(
  tool: Conversation,
  files: readonly T[],
  onSkip: (item: T) => void,
): AsyncGenerator<Collected<T>> {
  const waiting: { item: T; answer: Promise<Collected<T> | undefined> }[] = [];
  let next = 0;
  let ahead = 0;
  const askMore = () => {
    for (; next < files.length && waiting.length < AHEAD_FILES && ahead < AHEAD_BYTES; next++) {
      const item = files[next]!;
      const answer = isSmall(item.entry) ? readSmall(tool, item) : Promise.resolve(undefined);
      answer.catch(() => undefined); // it is awaited in its turn
      waiting.push({ item, answer });
      ahead += Math.min(item.entry.size, WHOLE_BYTES);
    }
  };
  for (askMore(); waiting.length > 0; askMore()) {
    const { item, answer } = waiting.shift()!;
    ahead -= Math.min(item.entry.size, WHOLE_BYTES);
    try {
      yield (await answer) ?? large(tool, item);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      onSkip(item);
    }
  }
}

/** Whether it concerns the one file, which a program took away or shut. */
export function isUnreadable(error: unknown): boolean {
  return UNREADABLE.some((code) => isFileError(error, code));
}

function isSmall(entry: Entry): boolean {
  return entry.size <= WHOLE_BYTES || isSparse(entry);
}

async function readSmall<T extends ToCollect>(tool: Conversation, item: T): Promise<Collected<T>> {
  const sparse = isSparse(item.entry);
  const chunks: Buffer[] = [];
  let at = 0n;
  const flags = READ.FORCED | (sparse ? READ.SPARSE : 0);
  const path = Buffer.from(item.path, 'latin1');
  const length = sparse ? ANY_SIZE : BigInt(WHOLE_BYTES) * 2n;
  const frame = encodeAsk(ASK.READ, flags, 0n, length, ended(path));
  const facts = await tool.ask(frame, { syscall: 'open', path: nameOfBytes(item.path) }, (piece) => {
    if (piece.type === 'seek') at = piece.offset;
    if (piece.type !== 'content') return;
    if (sparse) chunks.push(recordOf(at, piece.bytes.length));
    chunks.push(piece.bytes);
    at += BigInt(piece.bytes.length);
  });
  const { ino, ctimeNs } = item.entry;
  return { item, isSparse: sparse, chunks, isSame: () => facts?.ino === ino && facts.ctimeNs === ctimeNs };
}

/** Whether it changed while it was read is asked of its times, when it has been read. */
function large<T extends ToCollect>(tool: Conversation, item: T): Collected<T> {
  const path = Buffer.from(item.path, 'latin1');
  const shown = nameOfBytes(item.path);
  let same = false;
  const chunks = async function* () {
    yield* readRange(tool, path, shown, { end: item.entry.size });
    const facts = await tool.ask(encodeAsk(ASK.STAT, 0, ended(path)), { syscall: 'stat', path: shown });
    same = facts?.ino === item.entry.ino && facts.ctimeNs === item.entry.ctimeNs;
  };
  return { item, isSparse: false, chunks: chunks(), isSame: () => same };
}

function recordOf(offset: bigint, length: number): Buffer {
  const record = Buffer.alloc(RECORD_BYTES);
  record.writeBigUInt64LE(offset, 0);
  record.writeBigUInt64LE(BigInt(length), 8);
  return record;
}
