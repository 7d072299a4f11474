import type { CellHost } from '../jail/cell-setup.js';
import { SparePlaces } from '../jail/spare-place.js';
import type { RunnerParts } from '../runner.js';
import { EXEC_LIMITS } from './options.js';

const { boxBytes, boxInodes } = EXEC_LIMITS;
const spares = new WeakMap<RunnerParts, SparePlaces>();

/** The spare place of a runner, for sessions whose cells are the usual ones. It goes with its runner. */
export function sparesOf(runner: RunnerParts, host: CellHost): SparePlaces {
  const known = spares.get(runner);
  if (known) return known;
  const made = new SparePlaces(host, { loopback: false, roots: [], boxBytes, boxInodes });
  spares.set(runner, made);
  runner.owned.add(() => made.close());
  return made;
}
