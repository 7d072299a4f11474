import { BailiffError } from '../../lib/index.js';
import { blameFor } from '../host-errors.js';

/** How every message on a submission begins. */
export function refusalOf(name: string): string {
  return `Cannot grade "${name}": `;
}

export function invalidSubmission(name: string, message: string, cause?: unknown): BailiffError {
  return new BailiffError(blameFor('INVALID_SUBMISSION', cause), `${refusalOf(name)}${message}`, { cause });
}

/**
 * Why a submission cannot be judged, of what looking at it has thrown; `undefined` for all that is not its own doing.
 */
export function faultOf(name: string, error: unknown): string | undefined {
  if (!(error instanceof BailiffError)) return undefined;
  if (error.code !== 'INVALID_SUBMISSION' && error.code !== 'UNKNOWN_LANGUAGE') return undefined;
  return error.message.startsWith(refusalOf(name))
    ? error.message.slice(refusalOf(name).length)
    : error.message;
}
