import type { FileHandle } from 'node:fs/promises';
import { BailiffError } from '../errors.js';
import { type PlacedStep, runInCell, type StepPlace } from '../in-cells.js';
import { hostIn } from '../jail/cell-setup.js';
import type { Profile } from '../jail/config.js';
import { type Claim, claimPlace, type Mounted } from '../jail/place.js';
import { CellPool } from '../jail/pool.js';
import type { JailReport, Step } from '../jail/step.js';
import { Places } from '../places.js';
import type { RunnerParts } from '../runner.js';
import type { SessionMeta } from './meta.js';
import { EXEC_LIMITS, MOST_EXECS } from './options.js';
import { MEASURE, Quota, type Usage, usageOf } from './quota.js';
import type { Rooms } from './rooms.js';
import { sparesOf } from './spares.js';

const MEASURE_MS = 60_000;

/** What a step asks of its cell besides the session's own. */
export type SessionPlace = Pick<StepPlace, 'roots' | 'warm' | 'once'>;

/** A workspace that this process has, with its cells. */
export interface ActiveSession {
  readonly meta: SessionMeta;
  /** What became of its file system. Calls wait for it. */
  readonly mounted: Promise<Mounted>;
  /** Runs a step over the workspace, beside others of the session. No quota ends what makes room. @throws as `Engine.run` */
  run(step: Step, place: SessionPlace, signal?: AbortSignal, makesRoom?: boolean): Promise<JailReport>;
  /** Ends all that runs. */
  close(): Promise<void>;
  /** Ends all that runs, and lets go of the workspace. */
  release(): Promise<void>;
}

/**
 * Takes hold of a workspace, and starts its first cell, unless a spare has one.
 *
 * @returns `busy` when somebody else has the lock
 * @throws BailiffError SESSION_NOT_FOUND and its like, and what claimPlace throws
 */
export async function activate(
  { runner, registry }: Rooms,
  known: SessionMeta,
  path: string,
  lock: FileHandle,
): Promise<ActiveSession | 'busy'> {
  const { pool: shared } = await runner.engine.resources();
  const spares = sparesOf(runner, shared.host);
  const spare = known.kind === 'image' ? spares.take(profileOf(known)) : undefined;
  const claim = await claimPlace(shared.host, { kind: known.kind, path }, lock, spare);
  if (claim === 'busy') return claim;
  try {
    const meta = (await registry.find(known.id)) ?? (await registry.explain(known.id)); // now that nobody else changes it
    const pool = new CellPool(hostIn(shared.host, claim.place), MOST_EXECS);
    if (!spare && claim.place.workspace) pool.prepare(profileOf(meta));
    if (meta.kind === 'image') spares.prepare();
    return withCells(runner, meta, claim, pool);
  } catch (error) {
    await claim.release();
    throw error;
  }
}

function withCells({ engine }: RunnerParts, meta: SessionMeta, claim: Claim, pool: CellPool): ActiveSession {
  const places = new Places(MOST_EXECS);
  const quota = meta.kind === 'folder' ? new Quota(sizeOf(meta), () => measure(pool, meta)) : undefined;
  let isReady = false;
  const mounted = claim.mounted.then((outcome) => {
    if (outcome.state === 'whole' && outcome.cell) pool.adopt(outcome.cell);
    isReady = outcome.state === 'whole';
    return outcome;
  });
  mounted.catch(() => undefined); // who waits for it is told
  return {
    meta,
    mounted,
    run: async (step, place, signal, makesRoom = false) => {
      signal?.throwIfAborted();
      await engine.resources(); // closed with its runner
      if (!isReady) throwIfDamaged(meta.id, await mounted);
      return places.run(() => {
        const run = (until?: AbortSignal) => runInCell(pool, placed(step, place), until);
        return quota && !makesRoom ? quota.guard(run, signal) : run(signal);
      }, signal);
    },
    close: () => pool.close(),
    release: async () => {
      try {
        await mounted.catch(() => undefined); // it may bring a cell
        await pool.close();
      } finally {
        await claim.release();
      }
    },
  };
}

/** A new one is not looked at before its first call. */
function throwIfDamaged(id: string, outcome: Mounted): void {
  if (outcome.state === 'damaged')
    throw new BailiffError(
      'SESSION_DAMAGED',
      `Cannot use the session "${id}": its workspace is damaged (${outcome.reason})`,
    );
}

function profileOf({ limits }: SessionMeta): Profile {
  const { boxBytes, boxInodes } = { ...EXEC_LIMITS, ...limits };
  return { loopback: false, roots: [], boxBytes, boxInodes };
}

function placed(step: Step, place: SessionPlace): PlacedStep {
  return { step, place: { loopback: false, ...place } };
}

function sizeOf({ workspaceBytes, workspaceFiles }: SessionMeta): Usage {
  return { bytes: workspaceBytes, files: workspaceFiles };
}

async function measure(pool: CellPool, meta: SessionMeta): Promise<Usage> {
  const limits = { ...EXEC_LIMITS, ...meta.limits, wallMs: MEASURE_MS };
  const env = { PATH: '/usr/bin:/bin' };
  const step: Step = { argv: MEASURE, env, files: [], stdin: { kind: 'empty' }, limits, collect: [] };
  return usageOf((await runInCell(pool, placed(step, { roots: [] }))).stdout);
}
