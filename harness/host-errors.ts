import type { ErrorCode } from '../lib/index.js';

/** What the machine is short of, or cannot do: never the fault of what is read. */
const HOST_ERRORS = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EIO', 'ENOSPC', 'EDQUOT'];

/** The code of an error whose cause may be the host's: else a submission that could not be read would be to blame. */
export function blameFor(code: ErrorCode, cause: unknown): ErrorCode {
  const errno = (cause as NodeJS.ErrnoException | undefined)?.code;
  return errno !== undefined && HOST_ERRORS.includes(errno) ? 'STORAGE_FAILED' : code;
}
