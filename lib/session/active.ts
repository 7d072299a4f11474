import { writeFile } from 'node:fs/promises';
import { BailiffError } from '../errors.js';
import { type PlacedStep, runInCell, type StepPlace } from '../in-cells.js';
import { hostIn } from '../jail/cell-setup.js';
import { type Claim, claimPlace } from '../jail/place.js';
import { CellPool } from '../jail/pool.js';
import type { JailReport, Step } from '../jail/step.js';
import { Places } from '../places.js';
import type { RunnerParts } from '../runner.js';
import { EXEC_LIMITS, MOST_EXECS } from './options.js';
import { MEASURE, Quota, type Usage, usageOf } from './quota.js';
import { lockOf, type Registry, type SessionMeta, workspaceOf } from './registry.js';

const MEASURE_MS = 60_000;

/** What a step asks of its cell besides the session's own. */
export type SessionPlace = Pick<StepPlace, 'roots' | 'warm' | 'once'>;

/** A session that this process has, with its cells. */
export interface ActiveSession {
  readonly meta: SessionMeta;
  /** Runs a step over the workspace, beside others of the session. No quota ends what makes room. @throws as `Engine.run` */
  run(step: Step, place: SessionPlace, signal?: AbortSignal, makesRoom?: boolean): Promise<JailReport>;
  /** Ends all that runs. */
  close(): Promise<void>;
  /** Ends all that runs, and lets go of the session. */
  release(meta: SessionMeta): Promise<void>;
}

/**
 * Takes a session and starts its first cell.
 *
 * @throws BailiffError SESSION_BUSY with who has it, SESSION_NOT_FOUND and its like, and what claimPlace throws
 */
export async function activate(parts: RunnerParts, registry: Registry, id: string): Promise<ActiveSession> {
  const { pool: shared } = await parts.engine.resources();
  const known = (await registry.find(id)) ?? (await registry.explain(id));
  const folder = registry.pathOf(id);
  const source = { kind: known.kind, path: workspaceOf(folder, known.kind), lock: lockOf(folder) };
  const claim = await claimPlace(shared.host, source).catch(async (error: unknown) => {
    if (!(await registry.find(id))) await registry.explain(id); // it was removed at that moment
    throw error;
  });
  if (claim === 'busy') throw await busy(registry, id);
  try {
    const meta = (await registry.find(id)) ?? (await registry.explain(id));
    await writeFile(source.lock, JSON.stringify({ pid: process.pid, since: Date.now() }));
    return withCells(
      parts,
      registry,
      meta,
      claim,
      new CellPool(hostIn(shared.host, claim.place), MOST_EXECS),
    );
  } catch (error) {
    await claim.release();
    throw error;
  }
}

function withCells(
  { engine }: RunnerParts,
  registry: Registry,
  meta: SessionMeta,
  claim: Claim,
  pool: CellPool,
): ActiveSession {
  const places = new Places(MOST_EXECS);
  const quota = meta.kind === 'folder' ? new Quota(sizeOf(meta), () => measure(pool, meta)) : undefined;
  const { boxBytes, boxInodes } = { ...EXEC_LIMITS, ...meta.limits };
  pool.prepare({ loopback: false, roots: [], boxBytes, boxInodes });
  const close = () => void pool.close().catch(() => undefined);
  process.once('beforeExit', close);
  return {
    meta,
    run: async (step, place, signal, makesRoom = false) => {
      signal?.throwIfAborted();
      await engine.resources(); // closed with its runner
      return places.run(() => {
        const run = (until?: AbortSignal) => runInCell(pool, placed(step, place), until);
        return quota && !makesRoom ? quota.guard(run, signal) : run(signal);
      }, signal);
    },
    close: () => pool.close(),
    release: async (latest) => {
      process.off('beforeExit', close);
      try {
        await pool.close();
        if (!(await registry.find(meta.id))) return; // it was removed
        await registry.save(latest);
        await writeFile(lockOf(registry.pathOf(meta.id)), '');
      } finally {
        await claim.release();
      }
    },
  };
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

async function busy(registry: Registry, id: string): Promise<BailiffError> {
  const holder = await registry.holder(id);
  const who = holder
    ? `process ${holder.pid} has it open since ${new Date(holder.since).toISOString()}`
    : 'somebody else has it open';
  return new BailiffError(
    'SESSION_BUSY',
    `Cannot open the session "${id}": ${who}; one at a time may write to it`,
  );
}
