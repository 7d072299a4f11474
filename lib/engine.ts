import { availableParallelism } from 'node:os';
import type { z } from 'zod';
import { BailiffError } from './errors.js';
import { type PairOptions, type PlacedStep, runInCell, runInCells, type StepPlace } from './in-cells.js';
import { closedFault } from './jail/cell-faults.js';
import { allowedCores, coresToPin } from './jail/cores.js';
import type { JailReport, Pair, Step } from './jail/step.js';
import { traceStages } from './jail/trace.js';
import type { RunnerOptions } from './options.js';
import { Places } from './places.js';
import { openResources, type Resources } from './resources.js';
import { createWarmStarts, type WarmStarts } from './warm.js';

const DEFAULT_MAX_QUEUE = 10_000;

/** What a runner owns: cells, toolchains, compiled programs, and the queue before them. Opened at first use. */
export class Engine {
  readonly concurrency: number;
  /** Which runs start warm. */
  readonly warmStarts: WarmStarts;
  readonly #options: z.output<typeof RunnerOptions>;
  readonly #maxQueue: number;
  readonly #places: Places;
  /** Of a pinned runner. */
  readonly #cores: readonly number[];
  #opened: Promise<Resources> | undefined;
  /** What `#opened` has resolved to, until closing: without a turn of promises for every run. */
  #ready: Resources | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: z.output<typeof RunnerOptions>) {
    this.#options = options;
    this.#cores = options.pin ? coresToPin(allowedCores(), options.concurrency) : [];
    this.concurrency = concurrencyOf(options.concurrency, this.#cores);
    this.warmStarts = createWarmStarts(options.warm);
    this.#maxQueue = options.maxQueue ?? DEFAULT_MAX_QUEUE;
    this.#places = new Places(this.concurrency);
  }

  /** Layers that programs get unless their call says otherwise. */
  get libraries(): readonly string[] {
    return this.#options.libraries ?? [];
  }

  /** Calls that run or wait. */
  get load(): { readonly running: number; readonly waiting: number } {
    const { running, waiting } = this.#places;
    return { running, waiting };
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
    return this.#enqueue((resources) => runInCells(resources, steps, options), options.signal);
  }

  async #enqueue<T>(task: (resources: Resources) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const resources = this.#ready ?? (await this.resources());
    const { running, waiting } = this.#places;
    if (waiting >= this.#maxQueue && running >= this.concurrency) {
      throw new BailiffError(
        'QUEUE_FULL',
        `Cannot queue more than ${this.#maxQueue} steps: wait for some, or raise maxQueue`,
      );
    }
    return await this.#places.run(() => task(resources), signal);
  }

  /** What failed to open is tried again at the next call: somebody may have run `bailiff setup`. */
  async #open(): Promise<Resources> {
    try {
      this.#ready = await openResources(this.#options, this.concurrency, this.#cores);
      return this.#ready;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  close(): Promise<void> {
    this.#ready = undefined;
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

/** Pinned programs have a core each: there are never more of them at a time. */
function concurrencyOf(wanted: number | undefined, cores: readonly number[]): number {
  if (cores.length === 0) return wanted ?? availableParallelism();
  return Math.min(wanted ?? availableParallelism(), cores.length);
}
