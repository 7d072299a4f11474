import { writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { BailiffError, messageOf } from '../../lib/index.js';

/** Writes the lines of a journal. */
export interface Writer {
  /**
   * Appends a record by one write, at once: when it returns the kernel has it, so only the death of the machine can take
   * it back. Throws nothing: after the first failure nothing is written any more, see {@link Writer.check}.
   */
  append(record: unknown): void;
  /** Brings to the disk what was appended. Calls that come while that is going on share the next turn. */
  sync(): Promise<void>;
  /** @throws BailiffError STORAGE_FAILED when something could not be written. */
  check(): void;
}

export function createWriter(file: FileHandle, path: string): Writer {
  let failure: BailiffError | undefined;
  let syncing: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  return {
    append: (record) => {
      if (failure) return;
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      try {
        const written = writeSync(file.fd, line);
        if (written !== line.length) fail(new Error(`only ${written} of ${line.length} bytes were written`));
      } catch (error) {
        fail(error);
      }
    },
    sync: () => {
      next ??= (syncing ?? Promise.resolve()).then(() => {
        next = undefined;
        syncing = file.datasync().catch(fail);
        return syncing;
      });
      return next;
    },
    check: () => {
      if (failure) throw failure;
    },
  };

  function fail(cause: unknown): void {
    failure ??= new BailiffError(
      'STORAGE_FAILED',
      `Cannot write journal "${path}": ${messageOf(cause)}; make room, then go on with --resume`,
      { cause },
    );
  }
}
