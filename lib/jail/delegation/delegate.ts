import { rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { BailiffError } from '../../errors.js';
import { requirePackages } from '../setup-packages.js';
import type { SetupStep } from '../setup-step.js';
import { findMappers } from './mappers.js';
import type { DelegationPlaces } from './places.js';
import { planDelegation, planReturn } from './plan.js';
import type { DelegationReport, DelegationStep } from './step.js';
import type { DelegatedUser } from './user.js';

export interface DelegationOptions {
  readonly user: DelegatedUser;
  readonly places: DelegationPlaces;
  /** The user's home folder of bailiff. */
  readonly home: string;
  /** Tell what would be done, and do nothing. */
  readonly dryRun: boolean;
  readonly onReport: (report: DelegationReport) => void;
  readonly signal?: AbortSignal;
}

/**
 * Gives a user what full strength takes. What is there already stays as it is.
 *
 * @throws BailiffError SETUP_FAILED when something cannot be made: what was made before it stays, and doing it again
 * goes on from there.
 */
export async function delegate(options: DelegationOptions): Promise<void> {
  const { user, places, home, dryRun, onReport } = options;
  mustBeRoot('--delegate', options);
  const steps = planDelegation(user, places, home);
  await bringMappers(options);
  for (const step of steps) {
    if (step.state() === 'done') onReport(told(step, 'present'));
    else if (dryRun) onReport(told(step, 'would make'));
    else {
      await step.make();
      onReport(told(step, 'made'));
    }
  }
}

/** Takes back what a user was given, the last first. @throws BailiffError SETUP_FAILED when something cannot be removed */
export async function undelegate(options: DelegationOptions): Promise<void> {
  const { user, places, home, dryRun, onReport } = options;
  mustBeRoot('--undelegate', options);
  for (const step of planReturn(user, places, home)) {
    if (step.state() === 'absent') onReport(told(step, 'absent'));
    else if (dryRun) onReport(told(step, 'would remove'));
    else {
      await step.undo();
      onReport(told(step, 'removed'));
    }
  }
  if (!dryRun) for (const folder of [places.grants, places.state]) removeEmpty(folder);
}

/** Folders that others share go with the last of them. */
function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
    rmdirSync(dirname(folder));
  } catch {
    // somebody else's is still there, or it has gone
  }
}

function told({ title, detail }: DelegationStep, state: DelegationReport['state']): DelegationReport {
  return { title, detail, state };
}

function mustBeRoot(option: string, { user, dryRun }: DelegationOptions): void {
  if (dryRun || process.geteuid?.() === 0) return;
  throw new BailiffError(
    'SETUP_FAILED',
    `Cannot change what "${user.name}" may do: run it as root (sudo bailiff setup ${option} ${user.name}), or with --dry-run`,
  );
}

/** A package stays when the delegation is taken back: others may use it by then. */
async function bringMappers({ dryRun, onReport, signal }: DelegationOptions): Promise<void> {
  const report = { title: 'newuidmap, newgidmap', detail: 'the package uidmap' };
  if (findMappers()) return onReport({ ...report, state: 'present' });
  if (dryRun) return onReport({ ...report, state: 'would make' });
  const onStep = ({ state, detail }: SetupStep) => {
    if (state === 'installed') onReport({ ...report, detail: `${report.detail}, ${detail}`, state: 'made' });
  };
  await requirePackages(['uidmap'], 'Cannot give ids to a user: newuidmap and newgidmap are missing', {
    home: '/',
    onStep,
    signal,
  });
}
