import { randomBytes } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sink } from './sink.js';
import { storageFault } from './storage-fault.js';

/** Text that has to wait on disk for what comes before it. Gone with its handle: it has no name. */
export interface Spool {
  write(text: string): Promise<void>;
  /** Everything written, in order, into a sink; then it is closed. */
  moveTo(sink: Sink): Promise<void>;
  close(): Promise<void>;
}

const CHUNK_BYTES = 64 * 1_024;
const FLUSH_CHARS = 64 * 1_024;

/** Opened at the first write only: a report without a body needs none. */
export function createSpool(folder = tmpdir()): Spool {
  let handle: FileHandle | undefined;
  let buffered = '';

  const flush = async (): Promise<void> => {
    try {
      handle ??= await openUnnamed(folder);
      await handle.appendFile(buffered);
      buffered = '';
    } catch (error) {
      throw storageFault(join(folder, 'spool'), error);
    }
  };
  const close = async (): Promise<void> => {
    await handle?.close().catch(() => {});
    handle = undefined;
  };
  return {
    write: async (text) => {
      buffered += text;
      if (buffered.length >= FLUSH_CHARS) await flush();
    },
    moveTo: async (sink) => {
      if (handle) await copy(handle, sink);
      await sink.write(buffered);
      await close();
    },
    close,
  };
}

async function openUnnamed(folder: string): Promise<FileHandle> {
  const path = join(folder, `.bailiff-spool-${randomBytes(6).toString('hex')}`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
}

async function copy(handle: FileHandle, sink: Sink): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    await sink.write(decoder.decode(chunk.subarray(0, bytesRead), { stream: true }));
  }
}
