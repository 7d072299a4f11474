import { BailiffError, messageOf } from '../../lib/index.js';

/** Why a report could not be written, and what to do about it. The rest is the host's fault. */
const REASONS: Readonly<Record<string, readonly [reason: string, blame: 'INVALID_PATH' | 'STORAGE_FAILED']>> =
  {
    ENOENT: ['its folder does not exist: make it first', 'INVALID_PATH'],
    ENOTDIR: ['what should be its folder is a file: name another place', 'INVALID_PATH'],
    EISDIR: ['it is a folder: name a file in it', 'INVALID_PATH'],
    EACCES: ['permission denied: name a place that may be written', 'INVALID_PATH'],
    EPERM: ['permission denied: name a place that may be written', 'INVALID_PATH'],
    EROFS: ['the file system is read-only: name another place', 'INVALID_PATH'],
    ENAMETOOLONG: ['its name is too long: choose a shorter one', 'INVALID_PATH'],
    ELOOP: ['its symlinks lead nowhere: name another place', 'INVALID_PATH'],
    ENXIO: ['nobody reads from it', 'INVALID_PATH'],
    ENOSPC: ['no space is left there: make room, or name another place', 'STORAGE_FAILED'],
    EDQUOT: ['the disk quota is used up: make room, or name another place', 'STORAGE_FAILED'],
    EFBIG: ['the file would be larger than may be written there', 'STORAGE_FAILED'],
    EPIPE: ['its reader has gone', 'STORAGE_FAILED'],
    ERR_STREAM_DESTROYED: ['its reader has gone', 'STORAGE_FAILED'],
    ERR_STREAM_WRITE_AFTER_END: ['it was closed', 'STORAGE_FAILED'],
  };

/** The fault of a failed write of a report as an error that says where and why. */
export function storageFault(path: string, cause: unknown): BailiffError {
  if (cause instanceof BailiffError) return cause;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
  const [reason, blame] = REASONS[code] ?? [messageOf(cause), 'STORAGE_FAILED' as const];
  return new BailiffError(blame, `Cannot write report "${path}": ${reason}`, { cause });
}
