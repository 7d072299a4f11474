import { BailiffError, messageOf } from '../errors.js';
import { LAUNCH_EXIT } from './protocol.js';

/** The jail broke: never the program's doing. `log` is what launch, nsjail and the gate said last. */
export function jailFault(what: string, log: string): BailiffError {
  const said = log ? `; it said: ${log}` : '';
  return new BailiffError('JAIL_FAILED', `Jail failed: ${what}${said}; run: bailiff doctor`);
}

/** A cell did not come up. */
export function startFault(
  exitCode: number | undefined,
  uids: { readonly start: number; readonly count: number },
  log: string,
): BailiffError {
  if (exitCode !== LAUNCH_EXIT.NO_LEASE) return jailFault('it did not come up', log);
  const range = `${uids.start} to ${uids.start + uids.count - 1}`;
  return new BailiffError(
    'LEASES_EXHAUSTED',
    `Cannot start a cell: all user ids from ${range} are in use; close other runners or give a larger range`,
  );
}

/** What launch, the second line of the limits, ended a cell for. */
export function causeOfDeath(exitCode: number | undefined): { readonly cause: 'wall' | 'cpu' } | undefined {
  if (exitCode === LAUNCH_EXIT.LATE_WALL) return { cause: 'wall' };
  return exitCode === LAUNCH_EXIT.LATE_CPU ? { cause: 'cpu' } : undefined;
}

export function setUpFault(cause: unknown): BailiffError {
  if (cause instanceof BailiffError) return cause;
  const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
  const message = `Cannot set up a cell: ${messageOf(cause)}`;
  return new BailiffError(full ? 'STORAGE_FAILED' : 'JAIL_FAILED', message, { cause });
}

const LOST = new Error('a warm interpreter ended before it was given a program');

/** The parked interpreter is gone, and with it its jail. Nothing of the program has run. */
export function lostFault(log: string, untouched = true): BailiffError {
  const { code, message } = jailFault('its warm interpreter ended before it was given the program', log);
  return new BailiffError(code, message, untouched ? { cause: LOST } : undefined);
}

/** Whether a run failed for that alone, so that another jail can do it. */
export function isLost(error: unknown): boolean {
  return error instanceof BailiffError && error.cause === LOST;
}

export function joinFault(cause: unknown): BailiffError {
  const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
  const message = `Cannot join two programs: ${messageOf(cause)}; run: bailiff doctor`;
  return new BailiffError(full ? 'STORAGE_FAILED' : 'JAIL_FAILED', message, { cause });
}

export function limitsFault(cause: unknown): BailiffError {
  return new BailiffError('CGROUP_FAILED', `Cannot set the limits of a cell: ${messageOf(cause)}`, { cause });
}

export function closedFault(): BailiffError {
  return new BailiffError('CLOSED', 'Cannot run: the runner was closed; make another with createRunner()');
}
