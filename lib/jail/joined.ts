import type { Cell } from './cell.js';
import { joinFault } from './cell-faults.js';
import { type Joint, joinLinks } from './cell-links.js';
import type { JailReport, Pair, Step, StepLink } from './step.js';

export interface JoinedOptions extends Pick<StepLink, 'core' | 'recordBytes'> {
  readonly signal: AbortSignal | undefined;
  /** Whether there was no program: then there is nobody for the other side to talk to. */
  readonly isMissing: (report: JailReport) => boolean;
}

/**
 * Runs a step in each of two claimed cells, the stdout of each being the stdin of the other. Both programs start
 * when both are ready. What goes wrong on one side, but for what its program does, ends the other one at once.
 *
 * @returns both reports; undefined for the side that was ended because the program of the other one was missing.
 * @throws what kept one side from running; `signal.reason` when cancelled. Neither cell runs anything by then.
 */
export async function runJoined(
  cells: Pair<Cell>,
  steps: Pair<Step>,
  options: JoinedOptions,
): Promise<Pair<JailReport | undefined>> {
  const ending = new AbortController();
  const cancel = () => ending.abort(options.signal?.reason);
  const joint = joinClaimed(cells);
  let unready = cells.length;
  const onJoined = () => {
    unready -= 1;
    if (unready > 0) return;
    joint.release();
    if (!ending.signal.aborted) for (const cell of cells) cell.begin();
  };
  const { core, recordBytes } = options;
  const side = async (cell: Cell, step: Step) => {
    try {
      const report = await cell.run({ ...step, link: { core, recordBytes, onJoined } }, ending.signal);
      if (options.isMissing(report)) ending.abort(MISSING);
      return report;
    } catch (error) {
      ending.abort(error); // of several reasons it keeps the first
      throw error;
    }
  };
  options.signal?.addEventListener('abort', cancel, { once: true });
  try {
    if (options.signal?.aborted) cancel();
    const [first, second] = await Promise.allSettled([side(cells[0], steps[0]), side(cells[1], steps[1])]);
    if (ending.signal.aborted && ending.signal.reason !== MISSING) throw ending.signal.reason;
    return [reportOf(first), reportOf(second)];
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    joint.release();
  }
}

/** The reason for which a side is ended whose other one has no program. */
const MISSING = new Error('the program of the other side could not be started');

function joinClaimed(cells: Pair<Cell>): Joint {
  try {
    return joinLinks(cells[0].links, cells[1].links);
  } catch (error) {
    for (const cell of cells) cell.retire(); // one may be without its FIFO now
    throw joinFault(error);
  }
}

function reportOf(settled: PromiseSettledResult<JailReport>): JailReport | undefined {
  return settled.status === 'fulfilled' ? settled.value : undefined;
}
