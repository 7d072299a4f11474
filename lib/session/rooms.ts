import type { z } from 'zod';
import { BailiffError } from '../errors.js';
import { sharedRunner } from '../run.js';
import { partsOf, type RunnerParts } from '../runner.js';
import type { ActiveKeeper } from './active-keeper.js';
import type { SessionFiles } from './files/session-files.js';
import type { SessionOptions } from './options.js';
import { Registry } from './registry.js';
import type { Snapshots } from './snapshots.js';
import type { OnWarning } from './warnings.js';
import type { WorkspaceJail } from './workspace-jail.js';

/** Where sessions are, and what serves them. */
export interface Rooms {
  readonly runner: RunnerParts;
  readonly registry: Registry;
}

/** What a session is made of. */
export interface SessionParts extends Rooms {
  readonly keeper: ActiveKeeper;
  readonly jail: WorkspaceJail;
  readonly files: SessionFiles;
  readonly snapshots: Snapshots;
  readonly onWarning: OnWarning | undefined;
  /** It is not its runner's to close any more. */
  readonly disown: () => void;
}

const registries = new WeakMap<RunnerParts, Registry>();

/** @throws BailiffError INVALID_OPTIONS, and what is missing on the machine */
export async function roomsOf({ runner }: Pick<z.output<typeof SessionOptions>, 'runner'>): Promise<Rooms> {
  const parts = partsOf(runner ?? sharedRunner());
  if (!parts)
    throw new BailiffError('INVALID_OPTIONS', 'Cannot use this runner: make it with createRunner()');
  const { pool } = await parts.engine.resources();
  const registry = registries.get(parts) ?? new Registry(pool.host.home);
  registries.set(parts, registry);
  return { runner: parts, registry };
}
