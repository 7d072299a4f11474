import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { V2_CONTROLLERS } from '../cgroup-detect.js';

/** Where the processes of a delegated group go, so that controllers can be enabled below it (cgroup-v2.rst). */
export const OTHERS = 'bailiff-others';

const ROUNDS = 20; // a process may fork while it is moved

/**
 * Enables the controllers that cells need in a group of this user's own. What runs in it, this process among it, moves
 * to a group below: v2 has processes in leaves alone. Returns whether they are enabled.
 */
export function enableOwnV2(group: string): boolean {
  const control = join(group, 'cgroup.subtree_control');
  if (isEnabled(control)) return true;
  try {
    makeWay(group);
    writeFileSync(control, V2_CONTROLLERS.map((controller) => `+${controller}`).join(' '));
    return true;
  } catch {
    return false; // doctor tries it too, and says why not
  }
}

function isEnabled(control: string): boolean {
  const enabled = readFileSync(control, 'utf8').trim().split(/\s+/);
  return V2_CONTROLLERS.every((controller) => enabled.includes(controller));
}

function makeWay(group: string): void {
  const others = join(group, OTHERS);
  for (let round = 0; round < ROUNDS; round++) {
    const pids = readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean);
    if (pids.length === 0) return;
    if (!existsSync(others)) mkdirSync(others);
    for (const pid of pids) move(pid, others);
  }
}

function move(pid: string, others: string): void {
  try {
    writeFileSync(join(others, 'cgroup.procs'), pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended meanwhile
  }
}
