import { existsSync } from 'node:fs';
import { mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CgroupMounts, V1_CONTROLLERS, V2_CONTROLLERS } from '../cgroup-detect.js';
import { PEAK_FILE, resetsPeak } from '../cgroup-v2.js';
import { type DelegationFacts, judgeNoCgroups } from './delegation.js';
import type { Finding } from './finding.js';

const WEAKER = 'limits are held by rlimits and polling, which is weaker';

/** What v2 says of a run's own peak of memory: nothing at all (before Linux 5.19), only of a new group's, or of each run's. */
type Peak = 'none' | 'once' | 'reset';

/** What came of trying the cgroups that the engine would use. */
export interface CgroupTrial {
  /** On hybrid machines v1 when it has all controllers, as in `detectCgroups()`. */
  readonly version: 1 | 2 | undefined;
  /** Controllers that our groups would have. */
  readonly controllers: readonly string[];
  /** The first folder in which no group can be made. */
  readonly refused?: { readonly folder: string; readonly code: string };
  /** v2 with the memory controller. */
  readonly peak?: Peak;
  /** v2 below somebody else's root, as in a container, with processes beside which no controllers can be enabled. */
  readonly occupied?: boolean;
}

/** Tries to make one empty group in each hierarchy and removes it at once; nothing else is written. */
export async function tryCgroups({ v1, v2 }: CgroupMounts): Promise<CgroupTrial> {
  const folders = V1_CONTROLLERS.flatMap((controller) => v1[controller] ?? []);
  const controllers = V1_CONTROLLERS.filter((controller) => v1[controller]);
  if (controllers.length === V1_CONTROLLERS.length || (controllers.length > 0 && v2 === undefined)) {
    return { version: 1, controllers, refused: (await tryFolders(folders)).refused };
  }
  return v2 === undefined ? { version: undefined, controllers: [] } : tryV2(v2);
}

async function tryV2(mount: string): Promise<CgroupTrial> {
  const read = (name: string) => readFile(join(mount, name), 'utf8').catch(() => '');
  const controllers = (await read('cgroup.subtree_control')).trim().split(/\s+/);
  let peak: Peak | undefined;
  const { refused } = await tryFolders([mount], (group) => {
    if (controllers.includes('memory')) peak = peakOf(group);
  });
  const isRoot = !existsSync(join(mount, 'cgroup.type')); // the machine's own root has none (cgroup-v2.rst)
  const occupied = !isRoot && (await read('cgroup.procs')) !== '';
  return { version: 2, controllers, refused, peak, occupied };
}

function peakOf(group: string): Peak {
  if (!existsSync(join(group, PEAK_FILE))) return 'none';
  return resetsPeak(group) ? 'reset' : 'once';
}

/** The machine has some, and none is ours. */
export function judgeMissingCgroups(
  { version }: CgroupTrial,
  machine: CgroupMounts,
  delegation: DelegationFacts,
): Finding | undefined {
  const isThere = machine.v1.memory !== undefined || machine.v2 !== undefined;
  if (version !== undefined || !isThere) return undefined;
  const { detail, fix } = judgeNoCgroups(machine, delegation);
  return { id: 'cgroups', title: 'Cgroups', state: 'weaker', detail: `${detail}: ${WEAKER}`, fix };
}

/** Says what cgroups will do for us. */
export function judgeCgroups(
  trial: CgroupTrial,
  { v2 = '/sys/fs/cgroup' }: CgroupMounts,
  root: boolean,
): Finding {
  const finding = { id: 'cgroups', title: 'Cgroups' };
  const weaker = (detail: string, fix: string): Finding => ({
    ...finding,
    state: 'weaker',
    detail: `${detail}: ${WEAKER}`,
    fix,
  });
  if (trial.version === undefined)
    return weaker('none mounted', 'as root: mount -t cgroup2 none /sys/fs/cgroup');
  const needed: readonly string[] = trial.version === 1 ? V1_CONTROLLERS : V2_CONTROLLERS;
  const absent = needed.filter((controller) => !trial.controllers.includes(controller));
  if (absent.length > 0) {
    return weaker(`v${trial.version} without ${absent.join(', ')}`, enableFix(trial, absent, v2));
  }
  if (trial.refused) {
    const fix = root ? 'make it writable (in Docker: --privileged)' : 'run as root';
    return weaker(
      `v${trial.version}, but no group can be made in "${trial.refused.folder}" (${trial.refused.code})`,
      fix,
    );
  }
  if (trial.peak === 'none') return weaker('v2 without memory.peak', 'boot a kernel of 6.12 or later');
  const once =
    trial.peak === 'once'
      ? '; memory.peak cannot be reset before Linux 6.12: each run starts a new cell'
      : '';
  return { ...finding, state: 'enforced', detail: `v${trial.version} with ${needed.join(', ')}${once}` };
}

async function tryFolders(
  folders: readonly string[],
  look?: (group: string) => void,
): Promise<Pick<CgroupTrial, 'refused'>> {
  for (const folder of folders) {
    const group = join(folder, `bailiff-probe-${process.pid}`);
    try {
      await mkdir(group);
      look?.(group);
      await rmdir(group);
    } catch (error) {
      return { refused: { folder, code: (error as NodeJS.ErrnoException).code ?? 'failed' } };
    }
  }
  return {};
}

function enableFix({ version, occupied }: CgroupTrial, absent: readonly string[], mount: string): string {
  if (version === 1) return `mount them, or boot with them (missing: ${absent.join(', ')})`;
  const words = absent.map((controller) => `+${controller}`).join(' ');
  const enable = `echo "${words}" > ${join(mount, 'cgroup.subtree_control')}`;
  if (!occupied) return `as root: ${enable}`;
  const others = join(mount, 'others');
  const move = `xargs -rn1 < ${join(mount, 'cgroup.procs')} > ${join(others, 'cgroup.procs')}`;
  return `as root: mkdir -p ${others}; ${move}; ${enable}`;
}
