import { isLost } from './jail/cell-faults.js';
import type { Profile, WarmStart } from './jail/config.js';
import { runJoined } from './jail/joined.js';
import type { CellPool } from './jail/pool.js';
import type { Root } from './jail/root.js';
import type { JailReport, Pair, Step } from './jail/step.js';
import type { Resources } from './resources.js';

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
  /** Nobody else will ask for these roots: the cell goes afterwards. */
  readonly once?: boolean;
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

/** Runs a step in a cell of the pool, and again where that can mend what went wrong. */
export async function runInCell(
  pool: CellPool,
  placed: PlacedStep,
  signal?: AbortSignal,
): Promise<JailReport> {
  for (let busy = BUSY_TRIES, lost = LOST_TRIES; ; ) {
    try {
      const found = pool.acquire(profileOf(placed));
      const cell = found instanceof Promise ? await found : found;
      placed.step.onStage?.('claimed');
      const running = cell.run(placed.step, signal);
      const report = await (placed.place.once ? running.finally(() => cell.retire()) : running);
      if (report.execErrno !== ETXTBSY || busy-- === 0) return report;
      lost = LOST_TRIES;
    } catch (error) {
      // One accident may end several warm interpreters that are parked or start; when it goes on, it is a fault.
      if (!isLost(error) || lost-- === 0) throw error;
    }
  }
}

/** Runs two steps in two cells, joined, and again where a program's file was busy. */
export async function runInCells(
  { pool, pairCores }: Resources,
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
