import type { CgroupMounts } from '../cgroup-detect.js';
import { V1_CONTROLLERS } from '../cgroup-detect.js';
import { enableOwnV2 } from './enable-v2.js';
import { ownV1, ownV2 } from './own-cgroups.js';

/**
 * What a user may use of the machine's cgroups, in the place of their mounts: the groups that it was given. Controllers
 * that are not enabled yet in a group of v2 are, which moves this process to a group below.
 *
 * `own` is the text of /proc/self/cgroup.
 */
export function ownMounts(mounts: CgroupMounts, own: string, uid: number): CgroupMounts {
  const onV1 = V1_CONTROLLERS.every((controller) => mounts.v1[controller] !== undefined);
  if (onV1) return { v1: ownV1(mounts.v1, uid) ?? {}, v2: undefined };
  const group = mounts.v2 === undefined ? undefined : ownV2(mounts.v2, own, uid);
  return { v1: {}, v2: group !== undefined && enableOwnV2(group) ? group : undefined };
}
