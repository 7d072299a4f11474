import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupHost } from './cgroup.js';
import { cgroupV1, type V1Mounts } from './cgroup-v1.js';
import { cgroupV2, measuresPeak } from './cgroup-v2.js';

/** Controllers that a cell's groups need, in either version. */
export const V1_CONTROLLERS = ['memory', 'pids', 'cpuacct'] as const;
export const V2_CONTROLLERS = ['memory', 'pids', 'cpu'] as const;

/** Where cgroup file systems are mounted, as /proc/self/mounts tells. */
export interface CgroupMounts {
  readonly v1: Partial<V1Mounts>;
  readonly v2?: string;
}

/** Reads the text of /proc/self/mounts. Controllers may share a mount (`cpu,cpuacct`). */
export function parseCgroupMounts(text: string): CgroupMounts {
  const v1: Record<string, string> = {};
  let v2: string | undefined;
  for (const line of text.split('\n')) {
    const [, path, type, options = ''] = line.split(' ');
    if (path === undefined) continue;
    if (type === 'cgroup2') v2 ??= path;
    if (type !== 'cgroup') continue;
    for (const option of options.split(','))
      if (V1_CONTROLLERS.some((controller) => controller === option)) v1[option] ??= path;
  }
  return { v1, v2 };
}

/** The cgroups that this process may use, or undefined. On hybrid machines the version that has the memory controller. */
export function detectCgroups(
  mounts: CgroupMounts = parseCgroupMounts(readFileSync('/proc/self/mounts', 'utf8')),
): CgroupHost | undefined {
  const { memory, pids, cpuacct } = mounts.v1;
  if (memory && pids && cpuacct)
    return [memory, pids, cpuacct].every(writable) ? cgroupV1({ memory, pids, cpuacct }) : undefined;
  return mounts.v2 !== undefined && usableV2(mounts.v2) ? cgroupV2(mounts.v2) : undefined;
}

function usableV2(mount: string): boolean {
  const control = join(mount, 'cgroup.subtree_control');
  if (!existsSync(control) || !writable(mount)) return false;
  const enabled = readFileSync(control, 'utf8').split(/\s+/);
  return V2_CONTROLLERS.every((controller) => enabled.includes(controller)) && measuresPeak(mount);
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
