/** Mirrors lib/jail/native/files.h, which documents every field. */
export const ASK = {
  STAT: 'S',
  READ: 'R',
  WRITE: 'W',
  PUT: 'P',
  MORE: 'D',
  SEEK: 'O',
  CLOSE: 'Z',
  LIST: 'L',
  WALK: 'F',
  MKDIR: 'M',
  REMOVE: 'X',
  RENAME: 'V',
  LINK: 'H',
  SYMLINK: 'Y',
  READLINK: 'I',
  CHMOD: 'C',
  UTIMES: 'T',
  TRUNCATE: 'U',
  REALPATH: 'G',
  COPY: 'B',
  TAKE: 'J',
} as const;

export type AskType = (typeof ASK)[keyof typeof ASK];

export const WRITE = { APPEND: 1, NEW: 2, PARENTS: 4, KEEP: 8, TIME: 16, MODE: 32 } as const;
export const READ = { SPARSE: 1, FORCED: 2 } as const;
export const WALK = { FORCED: 1 } as const;
export const REMOVE = { TREE: 1, QUIETLY: 2, FOLDER: 4 } as const;

/** As a size: whatever it is. */
export const ANY_SIZE = 0xffff_ffff_ffff_ffffn;
export const ANY_COUNT = 0xffff_ffff;

/** Content in one request, at most: the tool takes 1 MiB with all fields. */
export const CONTENT_BYTES = 256 * 1024;

export const HEADER_BYTES = 8;
const FACTS_BYTES = 72;
const ENTRY_BYTES = 64;
const MAX_ANSWER_BYTES = 1 << 17;

/** What the kernel knows of a file. */
export interface Facts {
  readonly mode: number;
  readonly nlink: number;
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: number;
  readonly blocks: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly birthtimeNs: bigint;
}

/** One entry of a walk. Names and targets are byte strings. */
export interface Entry {
  readonly name: string;
  readonly target: string;
  readonly depth: number;
  /** Not 0: the folder could not be looked into. */
  readonly errno: number;
  readonly mode: number;
  readonly nlink: number;
  readonly ino: bigint;
  readonly size: number;
  readonly blocks: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

export type Answer =
  | { readonly type: 'ok'; readonly facts: Facts | undefined }
  | { readonly type: 'error'; readonly errno: number }
  | { readonly type: 'content'; readonly bytes: Buffer }
  | { readonly type: 'seek'; readonly offset: bigint }
  | { readonly type: 'entries'; readonly entries: readonly Entry[] };

/** A field of a request: bytes as they are, a number of 4 bytes, a bigint of 8. */
type Field = Uint8Array | number | bigint;

/** One request. Paths are to be ended by {@link ended}. */
export function encodeAsk(type: AskType, ...fields: readonly Field[]): Buffer {
  const length = fields.reduce<number>((sum, field) => sum + sizeOf(field), 0);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  frame.writeUInt32LE(type.charCodeAt(0), 0);
  frame.writeUInt32LE(length, 4);
  let at = HEADER_BYTES;
  for (const field of fields) {
    if (typeof field === 'number') frame.writeUInt32LE(field, at);
    else if (typeof field === 'bigint') frame.writeBigUInt64LE(BigInt.asUintN(64, field), at);
    else frame.set(field, at);
    at += sizeOf(field);
  }
  return frame;
}

/** A path, NUL-ended. */
export function ended(path: Uint8Array): Buffer {
  const text = Buffer.alloc(path.length + 1);
  text.set(path);
  return text;
}

/** Cuts a stream of chunks into answers. Throws a plain Error at anything that the tool never says. */
export class AnswerDecoder {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Uint8Array, onAnswer: (answer: Answer) => void): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let at = 0;
    while (data.length - at >= HEADER_BYTES) {
      const length = data.readUInt32LE(at + 4);
      if (length > MAX_ANSWER_BYTES || data.readUInt32LE(at) > 0xff) throw new Error('malformed answer');
      if (data.length - at < HEADER_BYTES + length) break;
      onAnswer(decode(data[at]!, data.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length)));
      at += HEADER_BYTES + length;
    }
    this.#rest = data.subarray(at);
  }
}

function sizeOf(field: Field): number {
  if (typeof field === 'number') return 4;
  return typeof field === 'bigint' ? 8 : field.length;
}

function decode(type: number, body: Buffer): Answer {
  switch (String.fromCharCode(type)) {
    case 'K':
      return { type: 'ok', facts: body.length === 0 ? undefined : decodeFacts(body) };
    case 'E':
      return { type: 'error', errno: sized(body, 4).readUInt32LE(0) };
    case 'D':
      return { type: 'content', bytes: body };
    case 'O':
      return { type: 'seek', offset: sized(body, 8).readBigUInt64LE(0) };
    case 'F':
      return { type: 'entries', entries: decodeEntries(body) };
    default:
      throw new Error('unknown answer');
  }
}

function sized(body: Buffer, bytes: number): Buffer {
  if (body.length !== bytes) throw new Error('answer of a wrong size');
  return body;
}

function decodeFacts(given: Buffer): Facts {
  const body = sized(given, FACTS_BYTES);
  return {
    mode: body.readUInt32LE(0),
    nlink: body.readUInt32LE(4),
    dev: body.readBigUInt64LE(8),
    ino: body.readBigUInt64LE(16),
    size: Number(body.readBigUInt64LE(24)),
    blocks: Number(body.readBigUInt64LE(32)),
    atimeNs: body.readBigInt64LE(40),
    mtimeNs: body.readBigInt64LE(48),
    ctimeNs: body.readBigInt64LE(56),
    birthtimeNs: body.readBigInt64LE(64),
  };
}

/** Whoever answers: no entry has a name that leads elsewhere. */
function decodeEntries(body: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < body.length; ) {
    if (body.length - at < ENTRY_BYTES) throw new Error('half an entry');
    const nameEnd = at + ENTRY_BYTES + body.readUInt32LE(at + 56);
    const end = nameEnd + body.readUInt32LE(at + 60);
    if (end > body.length) throw new Error('half an entry');
    const name = body.toString('latin1', at + ENTRY_BYTES, nameEnd);
    if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes('\0'))
      throw new Error('an entry whose name is none');
    entries.push({
      name,
      target: body.toString('latin1', nameEnd, end),
      mode: body.readUInt32LE(at),
      depth: body.readUInt32LE(at + 4),
      errno: body.readUInt32LE(at + 8),
      nlink: body.readUInt32LE(at + 12),
      ino: body.readBigUInt64LE(at + 16),
      size: Number(body.readBigUInt64LE(at + 24)),
      blocks: Number(body.readBigUInt64LE(at + 32)),
      mtimeNs: body.readBigInt64LE(at + 40),
      ctimeNs: body.readBigInt64LE(at + 48),
    });
    at = end;
  }
  return entries;
}
