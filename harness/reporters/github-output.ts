import { open, rm } from 'node:fs/promises';
import type { Sink } from './sink.js';
import { storageFault } from './storage-fault.js';

/** Makes what is written one line, `result=<base64>`: a step output of GitHub Actions, as Classroom's reporter reads it. */
export function lineOf(sink: Sink): Sink {
  const parts: string[] = [];
  return {
    write: async (text) => {
      parts.push(text);
    },
    close: async () => {
      await sink.write(`result=${Buffer.from(parts.join('')).toString('base64')}\n`);
      await sink.close();
    },
    discard: () => sink.discard(),
  };
}

/** Adds to a file, or makes it. What it held stays, also when adding fails. */
export async function appendSink(path: string): Promise<Sink> {
  const fault = (error: unknown): Promise<never> => Promise.reject(storageFault(path, error));
  const handle = await open(path, 'a').catch(fault);
  const { size } = await handle.stat();
  let ended = false;
  const discard = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    await handle.truncate(size).catch(() => {});
    await handle.close().catch(() => {});
    if (size === 0) await rm(path, { force: true }).catch(() => {});
  };
  return {
    write: (text) => handle.appendFile(text).catch((error: unknown) => discard().then(() => fault(error))),
    close: async () => {
      ended = true;
      await handle.close().catch(fault);
    },
    discard,
  };
}
