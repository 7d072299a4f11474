import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, unlink } from 'node:fs/promises';
import { ignoreMissing, type Layout, openIncoming, publish, storageFault } from './layout.js';

const FLUSH_BYTES = 2 ** 20;

/** Where a content went, and what it is. */
export interface Written {
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
}

/** Writes contents one after another into one file. Nothing is made before the first. */
export class PackWriter {
  readonly #layout: Layout;
  readonly #names = createHash('sha256');
  #open: { path: string; file: FileHandle } | undefined;
  #buffered: Uint8Array[] = [];
  #bufferedBytes = 0;
  #at = 0;
  #flushed = 0;
  #content: { hash: Hash; from: number } | undefined;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  get bytes(): number {
    return this.#at;
  }

  begin(): void {
    this.#content = { hash: createHash('sha256'), from: this.#at };
  }

  async add(chunk: Uint8Array): Promise<void> {
    this.#content!.hash.update(chunk);
    this.#buffered.push(chunk);
    this.#bufferedBytes += chunk.length;
    this.#at += chunk.length;
    if (this.#bufferedBytes >= FLUSH_BYTES) await this.#flush();
  }

  /** Ends a content. One that `isKnown` is taken back. */
  end(isKnown: (sha256: string, length: number) => boolean): Written {
    const { hash, from } = this.#content!;
    const written = { offset: from, length: this.#at - from, sha256: hash.digest('hex') };
    if (isKnown(written.sha256, written.length)) this.#takeBack(from);
    else this.#names.update(`${written.sha256} ${written.length}\n`);
    return written;
  }

  /** Its name in the store, by what is in it; `undefined` when that is nothing. */
  async finish(): Promise<string | undefined> {
    if (this.#at === 0) return this.discard().then(() => undefined);
    try {
      await this.#flush();
      const { path, file } = this.#open!;
      await file.truncate(this.#at);
      const name = `${this.#names.digest('hex').slice(0, 32)}.pack`;
      await publish(file, path, this.#layout.packs, name);
      this.#open = undefined;
      return name;
    } catch (cause) {
      return storageFault(cause);
    }
  }

  async discard(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.file.close().catch(() => undefined); // it may be closed
    if (open) await unlink(open.path).catch(ignoreMissing);
  }

  #takeBack(from: number): void {
    const buffered = Buffer.concat(this.#buffered);
    const keep = Math.max(0, from - this.#flushed);
    this.#buffered = keep > 0 ? [buffered.subarray(0, keep)] : [];
    this.#bufferedBytes = keep;
    this.#flushed = Math.min(this.#flushed, from);
    this.#at = from;
  }

  async #flush(): Promise<void> {
    const chunk = Buffer.concat(this.#buffered);
    const from = this.#flushed;
    this.#buffered = [];
    this.#bufferedBytes = 0;
    this.#flushed += chunk.length;
    try {
      this.#open ??= await openIncoming(this.#layout);
      for (let done = 0; done < chunk.length; )
        done += (await this.#open.file.write(chunk, done, chunk.length - done, from + done)).bytesWritten;
    } catch (cause) {
      storageFault(cause);
    }
  }
}
