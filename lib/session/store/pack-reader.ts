import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.js';
import { type Blob, damaged } from './manifest.js';

const AHEAD_BYTES = 2 ** 20;
const MAX_OPEN = 32;

interface OpenPack {
  readonly file: FileHandle;
  ahead: Buffer;
  aheadFrom: number;
}

/** Reads contents of a snapshot. What is not what its hash says is never given as a whole. */
export class PackReader implements AsyncDisposable {
  readonly #layout: Layout;
  readonly #id: string;
  readonly #packs: readonly string[];
  readonly #open = new Map<number, OpenPack>();

  constructor(layout: Layout, id: string, packs: readonly string[]) {
    this.#layout = layout;
    this.#id = id;
    this.#packs = packs;
  }

  /** The content in chunks. @throws BailiffError STORE_DAMAGED, at the latest after the last of them */
  async *read([pack, offset, length, sha256]: Blob): AsyncGenerator<Buffer> {
    const from = await this.#pack(pack);
    const hash = createHash('sha256');
    for (let at = offset; at < offset + length; ) {
      const chunk = await this.#chunk(from, at, offset + length - at);
      if (chunk.length === 0) throw damaged(this.#id, 'a content is cut short');
      hash.update(chunk);
      at += chunk.length;
      yield chunk;
    }
    if (hash.digest('hex') !== sha256) throw damaged(this.#id, 'a content is not what was stored');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ file }) => file.close()));
  }

  /** Small contents lie one after another: many come with one read. */
  async #chunk(pack: OpenPack, at: number, wanted: number): Promise<Buffer> {
    const skip = at - pack.aheadFrom;
    if (skip < 0 || skip >= pack.ahead.length) {
      const buffer = Buffer.allocUnsafe(AHEAD_BYTES);
      const { bytesRead } = await pack.file.read(buffer, 0, AHEAD_BYTES, at).catch((cause: unknown) => {
        throw damaged(this.#id, 'a content cannot be read', cause);
      });
      pack.ahead = buffer.subarray(0, bytesRead);
      pack.aheadFrom = at;
      return pack.ahead.subarray(0, wanted);
    }
    return pack.ahead.subarray(skip, skip + wanted);
  }

  async #pack(index: number): Promise<OpenPack> {
    const known = this.#open.get(index);
    if (known) return known;
    const name = this.#packs[index];
    const file = await open(join(this.#layout.packs, String(name)), 'r').catch((cause: unknown) => {
      throw damaged(this.#id, 'some of its contents are missing', cause);
    });
    if (this.#open.size >= MAX_OPEN) {
      const [oldest, { file: old }] = this.#open.entries().next().value!;
      this.#open.delete(oldest);
      await old.close();
    }
    const pack = { file, ahead: Buffer.alloc(0), aheadFrom: 0 };
    this.#open.set(index, pack);
    return pack;
  }
}
