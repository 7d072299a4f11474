import { BailiffError, type ErrorCode, messageOf } from '../lib/index.js';

/** What the machine is short of, or cannot do: never the fault of what is read. */
const HOST_ERRORS = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EIO', 'ENOSPC', 'EDQUOT'];

/** The code of an error whose cause may be the host's: else a submission that could not be read would be to blame. */
export function blameFor(code: ErrorCode, cause: unknown): ErrorCode {
  return isHostError(cause) ? 'STORAGE_FAILED' : code;
}

/** An error of Node's that is the host's fault says so; any other is passed on as it is. */
export async function blamingHost<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!isHostError(cause)) throw cause;
    throw new BailiffError('STORAGE_FAILED', `Cannot read "${path}": ${messageOf(cause)}`, { cause });
  }
}

function isHostError(cause: unknown): boolean {
  const errno = (cause as NodeJS.ErrnoException | undefined)?.code;
  return errno !== undefined && HOST_ERRORS.includes(errno);
}
