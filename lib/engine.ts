import { realpath, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import type { z } from 'zod';
import { BailiffError } from './errors.js';
import { resolveCacheFolder, resolveHome } from './home.js';
import { closedFault, isLost } from './jail/cell-faults.js';
import { openCellHost } from './jail/cell-host.js';
import { enforcementOf } from './jail/cell-setup.js';
import type { Profile, WarmStart } from './jail/config.js';
import { allowedCores, coresToPin } from './jail/cores.js';
import { runJoined } from './jail/joined.js';
import { PairCores } from './jail/pair-cores.js';
import { CellPool } from './jail/pool.js';
import type { Root } from './jail/root.js';
import type { JailReport, Pair, Step } from './jail/step.js';
import { traceStages } from './jail/trace.js';
import type { RunnerOptions } from './options.js';
import { ProgramStore } from './program-store.js';
import { openToolbox, type Toolbox } from './toolbox.js';
import { createWarmStarts, type WarmStarts } from './warm.js';

const DEFAULT_MAX_QUEUE = 10_000;
const DEFAULT_CACHE_BYTES = 2 ** 30;
const ETXTBSY = 26; // somebody forked while the program's file was still open for writing
const BUSY_TRIES = 5;
const LOST_TRIES = 3;

/** What a step asks of the cell it runs in, besides its limits. */
export interface StepPlace {
  readonly loopback: boolean;
  /** Roots besides those that every jail has. */
  readonly roots: readonly Root[];
  /** What its jail holds already; undefined: nothing. */
  readonly warm?: WarmStart;
}

/** A step, and where it is to run. */
export interface PlacedStep {
  readonly step: Step;
  readonly place: StepPlace;
}

export interface PairOptions {
  /** How much of either side's stdout is recorded; undefined: the programs talk to each other directly. */
  readonly recordBytes: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Whether there was no program: then the other side is ended at once. */
  readonly isMissing: (report: JailReport) => boolean;
}

/** What a runner owns: cells, toolchains, compiled programs, and the queue before them. Opened at first use. */
export class Engine {
  readonly concurrency: number;
  /** Which runs start warm. */
  readonly warmStarts: WarmStarts;
  readonly #options: z.output<typeof RunnerOptions>;
  readonly #maxQueue: number;
  readonly #queue: PQueue;
  /** Of a pinned runner. */
  readonly #cores: readonly number[];
  #opened: Promise<Resources> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: z.output<typeof RunnerOptions>) {
    this.#options = options;
    this.#cores = options.pin ? coresToPin(allowedCores(), options.concurrency) : [];
    this.concurrency = concurrencyOf(options.concurrency, this.#cores);
    this.warmStarts = createWarmStarts(options.warm);
    this.#maxQueue = options.maxQueue ?? DEFAULT_MAX_QUEUE;
    this.#queue = new PQueue({ concurrency: this.concurrency });
  }

  /** Layers that programs get unless their call says otherwise. */
  get libraries(): readonly string[] {
    return this.#options.libraries ?? [];
  }

  /** Calls that run or wait. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.#queue.pending, waiting: this.#queue.size };
  }

  resources(): Promise<Resources> {
    if (this.#closing) return Promise.reject(closedFault());
    this.#opened ??= this.#open();
    return this.#opened;
  }

  /** Runs a step when a place is free. @throws BailiffError QUEUE_FULL, CLOSED, JAIL_FAILED … */
  run(step: Step, place: StepPlace, signal?: AbortSignal): Promise<JailReport> {
    const placed = { step: traceStages(step), place };
    return this.#enqueue(({ pool }) => runInCell(pool, placed, signal), signal);
  }

  /**
   * Runs two steps that talk to each other, as one task that has two cells. The report of a side that was ended
   * because the other one's program was missing is undefined. @throws as `run`.
   */
  runPair(steps: Pair<PlacedStep>, options: PairOptions): Promise<Pair<JailReport | undefined>> {
    return this.#enqueue(
      ({ pool, pairCores }) => runInCells(pool, pairCores, steps, options),
      options.signal,
    );
  }

  async #enqueue<T>(task: (resources: Resources) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const resources = await this.resources();
    if (this.#queue.size >= this.#maxQueue && this.#queue.pending >= this.concurrency) {
      throw new BailiffError(
        'QUEUE_FULL',
        `Cannot queue more than ${this.#maxQueue} steps: wait for some, or raise maxQueue`,
      );
    }
    return this.#queue.add(() => task(resources), { signal });
  }

  /** What failed to open is tried again at the next call: somebody may have run `bailiff setup`. */
  async #open(): Promise<Resources> {
    try {
      return await openResources(this.#options, this.concurrency, this.#cores);
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** What still waits in the queue is refused by the closed pool, one after another. */
  async #close(): Promise<void> {
    const resources = await this.#opened?.catch(() => undefined); // it failed to open: nothing to close
    await resources?.pool.close();
    resources?.programs.close();
  }
}

export interface Resources {
  readonly pool: CellPool;
  readonly pairCores: PairCores;
  readonly toolbox: Toolbox;
  readonly programs: ProgramStore;
}

/** Pinned programs have a core each: there are never more of them at a time. */
function concurrencyOf(wanted: number | undefined, cores: readonly number[]): number {
  if (cores.length === 0) return wanted ?? availableParallelism();
  return Math.min(wanted ?? availableParallelism(), cores.length);
}

async function openResources(
  options: z.output<typeof RunnerOptions>,
  concurrency: number,
  cores: readonly number[],
): Promise<Resources> {
  const home = await resolveHome(options.home);
  const cache = options.cacheFolder ? await resolveCacheFolder(options.cacheFolder) : join(home, 'programs');
  const system = options.toolchainRoot && (await checkSystem(options.toolchainRoot));
  const toolbox = await openToolbox(home, system);
  const host = await openCellHost({
    ...options,
    home,
    system,
    pin: options.pin ?? false,
    roots: toolbox.roots,
  });
  const enforced = enforcementOf(host);
  for (const requirement of options.require ?? []) {
    const met = requirement === 'cgroup' ? enforced.memory === 'cgroup' : enforced.ownUid;
    if (!met)
      throw new BailiffError(
        'REQUIREMENT_UNMET',
        `Cannot enforce "${requirement}" on this machine as this user; run: bailiff doctor`,
      );
  }
  const parked = options.parked ?? concurrency + 1;
  const warm = options.warm ?? [];
  return {
    pool: new CellPool(host, parked, cores, warm.length * parked),
    pairCores: new PairCores(),
    toolbox,
    programs: new ProgramStore(cache, options.cacheBytes ?? DEFAULT_CACHE_BYTES),
  };
}

/** @throws BailiffError INVALID_OPTIONS when there is no /usr in it */
async function checkSystem(root: string): Promise<string> {
  const real = await realpath(root).catch(() => undefined);
  if (real !== undefined && (await stat(join(real, 'usr/bin')).catch(() => undefined))?.isDirectory())
    return real;
  throw new BailiffError('INVALID_OPTIONS', `Cannot use "${root}" as toolchainRoot: it has no usr/bin`);
}

async function runInCell(pool: CellPool, placed: PlacedStep, signal?: AbortSignal): Promise<JailReport> {
  for (let left = BUSY_TRIES; ; left--) {
    const report = await runUnlessLost(() => runOnce(pool, placed, signal));
    if (report.execErrno !== ETXTBSY || left === 0) return report;
  }
}

async function runOnce(pool: CellPool, placed: PlacedStep, signal?: AbortSignal): Promise<JailReport> {
  const cell = await pool.acquire(profileOf(placed));
  placed.step.onStage?.('claimed');
  return cell.run(placed.step, signal);
}

/** One accident may end several warm interpreters that are parked or start; when it goes on, it is a fault. */
async function runUnlessLost(run: () => Promise<JailReport>): Promise<JailReport> {
  for (let left = LOST_TRIES; ; left--) {
    try {
      return await run();
    } catch (error) {
      if (!isLost(error) || left === 0) throw error;
    }
  }
}

async function runInCells(
  pool: CellPool,
  pairCores: PairCores,
  [first, second]: Pair<PlacedStep>,
  options: PairOptions,
): Promise<Pair<JailReport | undefined>> {
  const core = pool.host.pin ? undefined : pairCores.take(); // pinned cells of a pair are on one core by themselves
  try {
    for (let left = BUSY_TRIES; ; left--) {
      const cells = await pool.acquirePair([coldProfileOf(first), coldProfileOf(second)]);
      const reports = await runJoined(cells, [first.step, second.step], { ...options, core });
      if (!reports.some((report) => report?.execErrno === ETXTBSY) || left === 0) return reports;
    }
  } finally {
    pairCores.giveBack(core);
  }
}

function profileOf({ step, place }: PlacedStep): Profile {
  const { boxBytes, boxInodes } = step.limits;
  return { ...place, boxBytes, boxInodes };
}

/** The stdin and stdout of a warm program are in place already: it cannot be joined to another. */
function coldProfileOf(placed: PlacedStep): Profile {
  return { ...profileOf(placed), warm: undefined };
}
