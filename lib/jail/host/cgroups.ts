import { mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CgroupMounts, V1_CONTROLLERS, V2_CONTROLLERS } from '../cgroup-detect.js';
import type { Finding } from './finding.js';

const WEAKER = 'limits are held by rlimits and polling, which is weaker';

/** What came of trying the cgroups that the engine would use. */
export interface CgroupTrial {
  /** On hybrid machines v1 when it has all controllers, as in `detectCgroups()`. */
  readonly version: 1 | 2 | undefined;
  /** Controllers that our groups would have. */
  readonly controllers: readonly string[];
  /** The first folder in which no group can be made. */
  readonly refused?: { readonly folder: string; readonly code: string };
}

/** Tries to make one empty group in each hierarchy and removes it at once; nothing else is written. */
export async function tryCgroups({ v1, v2 }: CgroupMounts): Promise<CgroupTrial> {
  const folders = V1_CONTROLLERS.flatMap((controller) => v1[controller] ?? []);
  const controllers = V1_CONTROLLERS.filter((controller) => v1[controller]);
  if (controllers.length === V1_CONTROLLERS.length || (controllers.length > 0 && v2 === undefined)) {
    return { version: 1, controllers, refused: await tryFolders(folders) };
  }
  if (v2 === undefined) return { version: undefined, controllers: [] };
  const enabled = await readFile(join(v2, 'cgroup.subtree_control'), 'utf8').catch(() => '');
  return { version: 2, controllers: enabled.trim().split(/\s+/), refused: await tryFolders([v2]) };
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
    return weaker(`v${trial.version} without ${absent.join(', ')}`, enableFix(trial.version, absent, v2));
  }
  if (trial.refused) {
    const fix = root ? 'make it writable (in Docker: --privileged)' : 'run as root';
    return weaker(
      `v${trial.version}, but no group can be made in "${trial.refused.folder}" (${trial.refused.code})`,
      fix,
    );
  }
  const proof = trial.version === 2 ? '; proven by tests against a fake tree only' : '';
  return { ...finding, state: 'enforced', detail: `v${trial.version} with ${needed.join(', ')}${proof}` };
}

async function tryFolders(folders: readonly string[]): Promise<CgroupTrial['refused']> {
  for (const folder of folders) {
    const group = join(folder, `bailiff-probe-${process.pid}`);
    try {
      await mkdir(group);
      await rmdir(group);
    } catch (error) {
      return { folder, code: (error as NodeJS.ErrnoException).code ?? 'failed' };
    }
  }
  return undefined;
}

function enableFix(version: 1 | 2, absent: readonly string[], mount: string): string {
  if (version === 1) return `mount them, or boot with them (missing: ${absent.join(', ')})`;
  const words = absent.map((controller) => `+${controller}`).join(' ');
  return `as root: echo "${words}" > ${join(mount, 'cgroup.subtree_control')}`;
}
