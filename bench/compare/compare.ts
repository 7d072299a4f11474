import { type Estimate, ratioOf } from '../measure/bootstrap.js';
import { percentile } from '../measure/statistics.js';
import type { BenchReport } from '../report.js';
import { type Comparable, comparablesOf } from './comparables.js';

/** One figure today and then. */
export interface Change {
  readonly id: string;
  readonly now: number;
  readonly before: number;
  /** How many times as bad as before, with its 95 % interval: above 1 is worse, whichever side is the better one. */
  readonly worse: Estimate;
  /** All of the interval is beyond the tolerance: not by chance. */
  readonly regressed: boolean;
}

export interface Comparison {
  readonly tolerance: number;
  readonly changes: readonly Change[];
  /** Figures that only one side has. */
  readonly unmatched: readonly string[];
  /** The machines differ: ratios do, too. */
  readonly otherMachine: boolean;
}

type Compared = Pick<BenchReport, 'parts' | 'host'>;

/** Holds a report against an earlier one. Pure. */
export function compareReports(now: Compared, before: Compared, tolerance: number): Comparison {
  const [ours, theirs] = [comparablesOf(now), comparablesOf(before)];
  const earlier = new Map(theirs.map((figure) => [figure.id, figure]));
  const changes = ours.flatMap((figure) => {
    const old = earlier.get(figure.id);
    return old ? [changeOf(figure, old, tolerance)] : [];
  });
  const matched = new Set(changes.map(({ id }) => id));
  const unmatched = [...ours, ...theirs].map(({ id }) => id).filter((id) => !matched.has(id));
  const otherMachine = now.host.cpu !== before.host.cpu || now.host.cores !== before.host.cores;
  return { tolerance, changes, unmatched: [...new Set(unmatched)], otherMachine };
}

function changeOf(now: Comparable, before: Comparable, tolerance: number): Change {
  const above = [...now.above, ...before.below];
  const below = [...now.below, ...before.above];
  const worse = now.better === 'lower' ? ratioOf(above, below) : ratioOf(below, above);
  const regressed = worse.low > 1 + tolerance;
  return { id: now.id, now: figureValue(now), before: figureValue(before), worse, regressed };
}

function figureValue({ above, below }: Comparable): number {
  const product = (sets: Comparable['above']) =>
    sets.reduce((total, { samples, percent }) => total * percentile(samples, percent), 1);
  return product(above) / product(below);
}
