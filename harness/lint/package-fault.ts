import { BailiffError } from '../../lib/index.js';

/** Faults of the caller's that no package can be the cause of. */
const NOT_ITS_FAULT: ReadonlySet<string> = new Set([
  'CLOSED',
  'QUEUE_FULL',
  'REQUIREMENT_UNMET',
  'INVALID_OPTIONS',
]);

/** The message of a fault of the package's. @throws anything else as it is */
export function packageFault(error: unknown): string {
  const isIts = error instanceof BailiffError && error.blame === 'caller' && !NOT_ITS_FAULT.has(error.code);
  if (isIts) return error.message;
  throw error;
}
