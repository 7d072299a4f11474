import { join } from 'node:path';
import type { z } from 'zod';
import { BailiffError } from './errors.js';
import { resolveCacheFolder, resolveHome } from './home.js';
import { openCellHost } from './jail/cell-host.js';
import { type CellHost, enforcementOf } from './jail/cell-setup.js';
import { PairCores } from './jail/pair-cores.js';
import { CellPool } from './jail/pool.js';
import type { RunnerOptions } from './options.js';
import { ProgramStore } from './program-store.js';
import { openToolbox, type Toolbox } from './toolbox.js';
import { resolveToolchainRoot } from './toolchain-root.js';

const DEFAULT_CACHE_BYTES = 2 ** 30;

type Options = z.output<typeof RunnerOptions>;

/** What a runner holds from its first use to its end. */
export interface Resources {
  readonly pool: CellPool;
  readonly pairCores: PairCores;
  readonly toolbox: Toolbox;
  readonly programs: ProgramStore;
}

/**
 * Looks at the machine and opens what a runner needs. No cell is started yet.
 *
 * @throws BailiffError REQUIREMENT_UNMET, INVALID_OPTIONS, and what is missing on the machine
 */
export async function openResources(
  options: Options,
  concurrency: number,
  cores: readonly number[],
): Promise<Resources> {
  const home = await resolveHome(options.home);
  const cache = options.cacheFolder ? await resolveCacheFolder(options.cacheFolder) : join(home, 'programs');
  const system = options.toolchainRoot && (await resolveToolchainRoot(options.toolchainRoot));
  const toolbox = await openToolbox(home, system);
  const { pin = false } = options;
  const host = await openCellHost({ ...options, home, system, pin, roots: toolbox.roots });
  checkRequirements(options, host);
  const parked = options.parked ?? concurrency + 1;
  const warm = options.warm ?? [];
  return {
    pool: new CellPool(host, parked, cores, warm.length * parked),
    pairCores: new PairCores(),
    toolbox,
    programs: new ProgramStore(cache, options.cacheBytes ?? DEFAULT_CACHE_BYTES),
  };
}

/** @throws BailiffError REQUIREMENT_UNMET */
function checkRequirements({ require = [] }: Options, host: CellHost): void {
  const enforced = enforcementOf(host);
  for (const requirement of require) {
    const met = requirement === 'cgroup' ? enforced.memory === 'cgroup' : enforced.ownUid;
    if (!met)
      throw new BailiffError(
        'REQUIREMENT_UNMET',
        `Cannot enforce "${requirement}" on this machine as this user; run: bailiff doctor`,
      );
  }
}
