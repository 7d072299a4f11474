import { join } from 'node:path';
import { CGROUP_FOLDER } from '../../../lib/jail/cgroup.js';

/** What the host said of this machine's kernel. */
export const KERNEL_RESETS_PEAK = process.env.BAILIFF_V2_PEAK === 'reset';

export const CGROUP_MOUNT = '/sys/fs/cgroup';

/** The folder of a cell's group. */
export function groupOf(slot: string): string {
  return join(CGROUP_MOUNT, CGROUP_FOLDER, slot);
}
