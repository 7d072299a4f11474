import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedLinksFolder } from '../../lib/jail/cell-links.js';
import { CGROUP_FOLDER } from '../../lib/jail/cgroup.js';
import { delegatedFolders } from '../../lib/jail/delegation/boot-script.js';
import { machinePlaces } from '../../lib/jail/delegation/places.js';
import type { NamedUser } from './delegated-user.js';

export interface UserProcess {
  readonly pid: number;
  /** With a NUL after each argument. */
  readonly command: string;
  /** On the host. */
  readonly uid: number;
}

/** What the kernel says of each process of the machine that lives: a dead one may wait for the machine's init to collect it. */
export function processes(): UserProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8'); // a gate's own folder is root's
        if (/^State:\s+[ZX]/m.test(status)) return [];
        const uid = Number(/^Uid:\s+(\d+)/m.exec(status)![1]);
        return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'latin1'), uid }];
      } catch {
        return []; // it has ended
      }
    });
}

/** All folders that cells of a user have, by what they are. */
export function remainsOfUser({ uid, folder }: NamedUser, leases: string): Record<string, string[]> {
  const slots = (path: string) => {
    try {
      return readdirSync(path).filter((name) => /^\d+$/.test(name));
    } catch {
      return [];
    }
  };
  const groups = delegatedFolders(machinePlaces().cgroups!, uid).flatMap((path) =>
    slots(join(path, CGROUP_FOLDER)),
  );
  return { groups, cells: slots(join(folder, 'home/cells')), links: slots(sharedLinksFolder(leases)) };
}

export const NO_REMAINS = { groups: [], cells: [], links: [] };
