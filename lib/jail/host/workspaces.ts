import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { canMakeImages } from '../image.js';
import type { Finding } from './finding.js';

const LOOPS = '/dev/loop-control';
const WEAKER = 'workspaces of sessions are folders, whose size is looked at every 2 s while something runs';

/** What holds the workspaces of sessions to their size. */
export function judgeWorkspaces(isRoot: boolean, makesImages: boolean, hasLoops: boolean): Finding {
  const what = { id: 'workspaces', title: 'Size of workspaces' };
  if (isRoot && makesImages && hasLoops)
    return { ...what, state: 'enforced', detail: 'a file system for each session' };
  if (!isRoot) return { ...what, state: 'weaker', detail: `without root ${WEAKER}` };
  const [reason, fix] = makesImages
    ? [
        `there are no loop devices: ${WEAKER}`,
        'modprobe loop; to a container give /dev/loop-control and /dev/loop*',
      ]
    : [`mkfs.ext4 is missing: ${WEAKER}`, 'apt-get install e2fsprogs'];
  return { ...what, state: 'weaker', detail: reason, fix };
}

export async function lookAtWorkspaces(isRoot: boolean): Promise<Finding> {
  const hasLoops = await access(LOOPS, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
  return judgeWorkspaces(isRoot, canMakeImages(), hasLoops);
}
