import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { BailiffError, messageOf } from '../../lib/index.js';

/** Inputs and answers of a problem, the small ones kept in memory: every submission asks for the same ones. */
export interface CaseData {
  /** The whole file; empty for none. @throws BailiffError STORAGE_FAILED */
  read(file: string | undefined): Promise<Buffer>;
  /** The file when it is at most `bytes` long and {@link SMALL_BYTES}, else `undefined`. @throws as `read` */
  small(file: string, bytes?: number): Promise<Buffer | undefined>;
  /** Its beginning, and how long it is. @throws as `read` */
  head(file: string | undefined, bytes: number): Promise<{ readonly head: Buffer; readonly bytes: number }>;
}

/** What is kept, and what goes into a jail with the request rather than as a file of the host. */
export const SMALL_BYTES = 2 ** 20;
const KEPT_BYTES = 32 * 2 ** 20;

/** A file as far as it was looked at: large ones are known by their size only. */
interface Known {
  readonly bytes: number;
  readonly content?: Buffer;
}

/** Keeps at most `keptBytes` of small files, those longest unused are let go first. */
export function createCaseData(keptBytes = KEPT_BYTES): CaseData {
  const kept = new Map<string, Known>();
  let total = 0;

  return {
    async read(file) {
      if (file === undefined) return EMPTY;
      return (await look(file)).content ?? (await readFrom(file, (handle) => handle.readFile()));
    },
    async small(file, bytes = SMALL_BYTES) {
      const { content } = await look(file);
      return content && content.length <= bytes ? content : undefined;
    },
    async head(file, bytes) {
      if (file === undefined) return { head: EMPTY, bytes: 0 };
      const known = await look(file);
      if (known.content) return { head: known.content.subarray(0, bytes), bytes: known.bytes };
      const head = Buffer.alloc(bytes);
      const { bytesRead } = await readFrom(file, (handle) => handle.read(head, 0, bytes, 0));
      return { head: head.subarray(0, bytesRead), bytes: known.bytes };
    },
  };

  async function look(file: string): Promise<Known> {
    const known = kept.get(file) ?? (await readFrom(file, contentOrSize));
    keep(file, known);
    return known;
  }

  function keep(file: string, known: Known): void {
    if (kept.delete(file)) total -= costOf(known);
    kept.set(file, known);
    total += costOf(known);
    for (const [oldest, its] of kept) {
      if (total <= keptBytes) return;
      kept.delete(oldest);
      total -= costOf(its);
    }
  }
}

type Handle = Awaited<ReturnType<typeof open>>;

/** Paths are resolved when a problem is loaded: what has become a symlink or a FIFO since is not followed, or waited for. */
const PLAIN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const EMPTY = Buffer.alloc(0);
const ENTRY_BYTES = 512; // names and places count, or a million empty files were free

function costOf({ content }: Known): number {
  return ENTRY_BYTES + (content?.length ?? 0);
}

async function contentOrSize(handle: Handle): Promise<Known> {
  const { size } = await handle.stat();
  return size <= SMALL_BYTES ? { bytes: size, content: await handle.readFile() } : { bytes: size };
}

async function readFrom<T>(file: string, read: (handle: Handle) => Promise<T>): Promise<T> {
  try {
    await using handle = await open(file, PLAIN);
    return await read(handle);
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot read test data: ${messageOf(cause)}`, { cause });
  }
}
