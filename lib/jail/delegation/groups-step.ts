import { existsSync, lstatSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { BailiffError } from '../../errors.js';
import { runCommand } from './root-command.js';
import type { DelegationStep } from './step.js';
import type { DelegatedUser } from './user.js';

/** The cgroup folders themselves, as the script makes them. */
export function groupsStep(user: DelegatedUser, folders: readonly string[], script: string): DelegationStep {
  const owned = () =>
    folders.filter((folder) => lstatSync(folder, { throwIfNoEntry: false })?.uid === user.uid);
  return {
    title: folders[0]!,
    detail: [
      'a cgroup folder, which is the user’s',
      ...(folders.length > 1 ? [`so are ${folders.slice(1).join(', ')}`] : []),
    ].join('; '),
    state: () => {
      if (owned().length === folders.length) return 'done';
      return folders.some((folder) => existsSync(folder)) ? 'other' : 'absent';
    },
    make: () => runCommand(['/bin/sh', script]),
    undo: async () => {
      for (const folder of folders) removeGroups(folder, user);
    },
  };
}

/** rmdir(2) alone: it takes no group in which somebody runs, and nothing that is no group. */
function removeGroups(folder: string, user: DelegatedUser): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroups(join(folder, entry.name), user);
  try {
    rmdirSync(folder);
  } catch (cause) {
    const pids = readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean);
    throw new BailiffError(
      'SETUP_FAILED',
      `Cannot remove the cgroup "${folder}" of "${user.name}": end what runs in it (${pids.slice(0, 8).join(', ')}), then try again`,
      { cause },
    );
  }
}
