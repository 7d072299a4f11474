import { type BailiffError, messageOf } from '../errors.js';
import type { Recovered } from './meta.js';

/** What befell a session while nobody waited for a call of it, or before the call that was made. */
export type SessionWarning = { readonly session: string; readonly message: string } & (
  | { readonly kind: 'recovered'; readonly recovered: Recovered }
  | { readonly kind: 'snapshot-failed' | 'stop-failed'; readonly error: unknown }
);

export type OnWarning = (warning: SessionWarning) => void;

const CODES = {
  recovered: 'SESSION_RECOVERED',
  'snapshot-failed': 'SESSION_SNAPSHOT_FAILED',
  'stop-failed': 'SESSION_STOP_FAILED',
} as const satisfies Record<SessionWarning['kind'], string>;

/** Unless the caller listens, Node says it on stderr: nothing of this is silent. */
export const emitWarning: OnWarning = ({ kind, message }) => {
  process.emitWarning(message, { type: 'BailiffWarning', code: CODES[kind] });
};

export function recoveredWarning(session: string, recovered: Recovered): SessionWarning {
  const { reason, from, kept } = recovered;
  const what =
    from.kind === 'repair'
      ? 'its file system was put in order'
      : `it is what the snapshot of ${new Date(from.takenAt).toISOString()} has; later changes are lost`;
  const where = kept === undefined ? '' : `; the damaged one is kept in "${kept}"`;
  const message = `The workspace of the session "${session}" was damaged (${reason}): ${what}${where}`;
  return { kind: 'recovered', session, message, recovered };
}

export function failedWarning(
  kind: 'snapshot-failed' | 'stop-failed',
  session: string,
  error: BailiffError | unknown,
): SessionWarning {
  const what =
    kind === 'snapshot-failed'
      ? 'was stopped without a snapshot, its workspace stays'
      : 'was not stopped cleanly';
  return { kind, session, error, message: `The session "${session}" ${what}: ${messageOf(error)}` };
}
