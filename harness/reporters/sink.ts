import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { storageFault } from './storage-fault.js';

/** Where a reporter writes its text. A sink that fails takes away what it has written before it throws. */
export interface Sink {
  /** @throws BailiffError when it cannot be written. */
  write(text: string): Promise<void>;
  /** All is written: only now it is there under its name. */
  close(): Promise<void>;
  /** Takes away what is unfinished. Throws nothing, and does nothing after `close`. */
  discard(): Promise<void>;
}

const BUFFER_CHARS = 64 * 1_024;

/** A stream that stays the caller's: standard output. What was written to it cannot be taken back. */
export function streamSink(stream: Writable, name: string): Sink {
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      // A broken pipe is told by the callback too; without a listener the event would end the process.
      const ignore = (): void => {};
      stream.once('error', ignore);
      stream.write(text, (error) => {
        stream.off('error', ignore);
        if (error) reject(storageFault(name, error));
        else resolve();
      });
    });
  return { write, close: async () => {}, discard: async () => {} };
}

/** A device, a pipe or a socket that has a path: written as it is. */
export async function deviceSink(path: string): Promise<Sink> {
  const handle = await opened(path, () => open(path, 'a'));
  const close = (): Promise<void> => handle.close();
  return {
    write: (text) =>
      handle.appendFile(text).catch((error: unknown) => Promise.reject(storageFault(path, error))),
    close,
    discard: () => close().catch(() => {}),
  };
}

/**
 * A file. It is written beside its place and renamed when it is complete, so that nobody ever reads half of one, and
 * an old one stays until then.
 *
 * @param mode Permissions to give it, those of the file that it takes the place of. @default by the umask
 * @throws BailiffError when nothing can be written there.
 */
export async function fileSink(path: string, mode?: number): Promise<Sink> {
  const partial = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.partial`);
  const handle = await opened(path, () => open(partial, 'wx'));
  const sink = new PartialFile(handle, partial, path);
  if (mode !== undefined) await sink.attempt(() => handle.chmod(mode));
  return sink;
}

class PartialFile implements Sink {
  #buffered = '';
  #ended = false;

  constructor(
    private readonly handle: FileHandle,
    private readonly partial: string,
    private readonly path: string,
  ) {}

  async write(text: string): Promise<void> {
    this.#buffered += text;
    if (this.#buffered.length >= BUFFER_CHARS) await this.attempt(() => this.#flush());
  }

  async close(): Promise<void> {
    await this.attempt(async () => {
      await this.#flush();
      await this.handle.sync();
      await this.handle.close();
      await rename(this.partial, this.path);
      this.#ended = true;
    });
  }

  async discard(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.handle.close().catch(() => {});
    await rm(this.partial, { force: true }).catch(() => {});
  }

  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.discard();
      throw storageFault(this.path, error);
    }
  }

  async #flush(): Promise<void> {
    const text = this.#buffered;
    this.#buffered = '';
    await this.handle.appendFile(text);
  }
}

async function opened(path: string, work: () => Promise<FileHandle>): Promise<FileHandle> {
  try {
    return await work();
  } catch (error) {
    throw storageFault(path, error);
  }
}
