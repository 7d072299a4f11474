import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { BailiffError, messageOf } from '../../lib/index.js';
import { type Lock, takeLock } from './lock.js';

/** Messages quote test data: a journal is for those who may see it. */
const MODE = 0o600;

/** A journal's file, and the right to write to it. */
export interface LockedFile {
  readonly file: FileHandle;
  readonly lock: Lock;
}

/**
 * Opens a journal's file for this process alone, making it when it is missing.
 *
 * @throws BailiffError STORAGE_FAILED when it cannot be opened; INVALID_OPTIONS when it is no file, or is being
 * written by another process.
 */
export async function openLocked(path: string): Promise<LockedFile> {
  const file = await openFile(path);
  try {
    const { dev, ino, ...stats } = await file.stat({ bigint: true });
    if ((stats.mode & BigInt(constants.S_IFMT)) !== BigInt(constants.S_IFREG))
      throw new BailiffError('INVALID_OPTIONS', `Cannot use "${path}" as a journal: it is not a file`);
    const lock = await lockFor(path, `journal-${dev}-${ino}`);
    if (lock) return { file, lock };
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot write journal "${path}": another bailiff is writing to it; wait for it, or name another journal`,
    );
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function lockFor(path: string, name: string): Promise<Lock | undefined> {
  try {
    return await takeLock(name);
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot lock journal "${path}": ${messageOf(cause)}`, { cause });
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(
      path,
      constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NONBLOCK,
      MODE,
    );
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot open journal "${path}": ${messageOf(cause)}`, { cause });
  }
}
