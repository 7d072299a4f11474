import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { z } from 'zod';
import { BailiffError } from './errors.js';
import { resolveHome } from './home.js';
import { closedFault } from './jail/cell-faults.js';
import { openCellHost } from './jail/cell-host.js';
import { enforcementOf } from './jail/cell-setup.js';
import { CellPool } from './jail/pool.js';
import type { Root } from './jail/root.js';
import type { JailReport, Step } from './jail/step.js';
import type { RunnerOptions } from './options.js';
import { ProgramStore } from './program-store.js';
import { openToolbox, type Toolbox } from './toolbox.js';

const DEFAULT_MAX_QUEUE = 10_000;
const DEFAULT_CACHE_BYTES = 2 ** 30;
const ETXTBSY = 26; // somebody forked while the program's file was still open for writing
const BUSY_TRIES = 5;

/** What a step asks of the cell it runs in, besides its limits. */
export interface StepPlace {
  readonly loopback: boolean;
  /** Roots besides those that every jail has. */
  readonly roots: readonly Root[];
}

/** What a runner owns: cells, toolchains, compiled programs, and the queue before them. Opened at first use. */
export class Engine {
  readonly concurrency: number;
  readonly #options: z.output<typeof RunnerOptions>;
  readonly #maxQueue: number;
  readonly #queue: PQueue;
  #opened: Promise<Resources> | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: z.output<typeof RunnerOptions>) {
    this.#options = options;
    this.concurrency = options.concurrency ?? availableParallelism();
    this.#maxQueue = options.maxQueue ?? DEFAULT_MAX_QUEUE;
    this.#queue = new PQueue({ concurrency: this.concurrency });
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
  async run(step: Step, place: StepPlace, signal?: AbortSignal): Promise<JailReport> {
    signal?.throwIfAborted();
    const { pool } = await this.resources();
    if (this.#queue.size >= this.#maxQueue && this.#queue.pending >= this.concurrency) {
      throw new BailiffError(
        'QUEUE_FULL',
        `Cannot queue more than ${this.#maxQueue} steps: wait for some, or raise maxQueue`,
      );
    }
    return this.#queue.add(() => runInCell(pool, step, place, signal), { signal });
  }

  /** What failed to open is tried again at the next call: somebody may have run `bailiff setup`. */
  async #open(): Promise<Resources> {
    try {
      return await openResources(this.#options, this.concurrency);
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
  readonly toolbox: Toolbox;
  readonly programs: ProgramStore;
}

async function openResources(
  options: z.output<typeof RunnerOptions>,
  concurrency: number,
): Promise<Resources> {
  const home = await resolveHome(options.home);
  const toolbox = await openToolbox(home);
  const host = await openCellHost({ ...options, home, pin: options.pin ?? false, roots: toolbox.roots });
  const enforced = enforcementOf(host);
  for (const requirement of options.require ?? []) {
    const met = requirement === 'cgroup' ? enforced.memory === 'cgroup' : enforced.ownUid;
    if (!met)
      throw new BailiffError(
        'REQUIREMENT_UNMET',
        `Cannot enforce "${requirement}" on this machine as this user; run: bailiff doctor`,
      );
  }
  return {
    pool: new CellPool(host, options.parked ?? concurrency + 1, availableParallelism()),
    toolbox,
    programs: new ProgramStore(home, options.cacheBytes ?? DEFAULT_CACHE_BYTES),
  };
}

async function runInCell(
  pool: CellPool,
  step: Step,
  place: StepPlace,
  signal?: AbortSignal,
): Promise<JailReport> {
  const { boxBytes, boxInodes } = step.limits;
  for (let left = BUSY_TRIES; ; left--) {
    const cell = await pool.acquire({ ...place, boxBytes, boxInodes });
    const report = await cell.run(step, signal);
    if (report.execErrno !== ETXTBSY || left === 0) return report;
  }
}
