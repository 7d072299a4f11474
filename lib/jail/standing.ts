import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupHost } from './cgroup.js';
import { type CgroupMounts, detectCgroups, parseCgroupMounts } from './cgroup-detect.js';
import { type Grant, readGrant } from './delegation/grant.js';
import { findMappers, gainsNothing, lackAdmin } from './delegation/mappers.js';
import { ownMounts } from './delegation/own-mounts.js';
import { type Privileges, readPrivileges } from './host/privileges.js';
import type { IdSource } from './ids.js';
import { makeOwnFolder } from './own-folder.js';

/** Outside user ids. */
export interface IdRange {
  readonly start: number;
  readonly count: number;
}

/** The range of outside user ids that is used unless a runner has its own: 4,096 cells on one machine. */
const DEFAULT_UIDS: IdRange = { start: 200_000, count: 8_192 };

/** As root all runners of the machine share one folder of leases, whatever their homes: ids are the machine's. */
const MACHINE_LEASES = '/run/bailiff/leases';
const SHARED_MEMORY = '/dev/shm';

/** That range; of a container that has less, the end of what it has. `uidMap` is /proc/self/uid_map. */
export function defaultUids(uidMap: string): IdRange {
  const { start, count } = DEFAULT_UIDS;
  const ranges = uidMap.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const [first = 0, , length = 0] = ranges.filter(([, , size = 0]) => size >= 2 * count).at(-1) ?? [];
  const isMapped = length === 0 || (first <= start && start + count <= first + length);
  return isMapped ? DEFAULT_UIDS : { start: 2 * Math.floor((first + length) / 2) - 2 * count, count };
}

/** What this process may do for its cells: as root, as a user to whom an administrator has delegated it, or as anyone. */
export interface Standing {
  readonly ids: IdSource;
  readonly uids: IdRange;
  /** The folder of lock files, one for all who share ids or groups. */
  readonly leases: string;
  /** Finds the groups that cells may have. Of v2 they may have to be enabled first. */
  readonly cgroups: () => CgroupHost | undefined;
}

/** @throws BailiffError HOST_UNSUPPORTED when what was delegated cannot be trusted */
export function findStanding(home: string, wanted?: IdRange): Standing {
  const uid = process.geteuid?.() ?? -1;
  const status = readFileSync('/proc/self/status', 'utf8');
  const uidMap = readFileSync('/proc/self/uid_map', 'utf8');
  const privileges = readPrivileges(status, uidMap, uid);
  const grant = privileges.root ? undefined : readGrant(uid);
  const ids = findIds(privileges, status, grant);
  const uids = wanted ?? defaultUids(uidMap);
  if (ids.kind === 'root') return { ids, uids, leases: MACHINE_LEASES, cgroups: () => detectCgroups() };
  const cgroups = () => detectCgroups(ownCgroupMounts(uid));
  if (grant) {
    const range = ids.kind === 'one' ? uids : rangeWithin(grant, wanted);
    return { ids, uids: range, leases: grant.leases, cgroups };
  }
  return ids.kind === 'mapped' ? { ids, uids, leases: MACHINE_LEASES, cgroups } : ordinary(home, uids, uid);
}

/** Where the ids come from. `status` is /proc/self/status. Root of a container may be able to map some by itself. */
export function findIds({ full, mapsIds }: Privileges, status: string, grant: Grant | undefined): IdSource {
  if (full) return { kind: 'root' };
  const mappers = findMappers();
  if (mapsIds) return { kind: 'mapped', ...(mappers ?? { uidMapper: '-', gidMapper: '-' }) };
  const canMap = mappers && !gainsNothing(status) && !lackAdmin(mappers, status);
  return grant && canMap ? { kind: 'mapped', ...mappers } : { kind: 'one' };
}

/** What a user has of the machine's cgroups. */
export function ownCgroupMounts(uid: number): CgroupMounts {
  const mounts = parseCgroupMounts(readFileSync('/proc/self/mounts', 'utf8'));
  return ownMounts(mounts, readFileSync('/proc/self/cgroup', 'utf8'), uid);
}

/** Somebody may have been given groups by other means: then all its runners number their slots together. */
function ordinary(home: string, uids: IdRange, uid: number): Standing {
  const shared = join(SHARED_MEMORY, `bailiff-leases-${uid}`);
  const mounts = ownCgroupMounts(uid);
  const groups = mounts.v1.memory !== undefined || mounts.v2 !== undefined;
  const leases = groups && makeOwnFolder(shared) ? shared : join(home, 'leases');
  const cgroups = () => (leases === shared ? detectCgroups(mounts) : undefined);
  return { ids: { kind: 'one' }, uids, leases, cgroups };
}

/** A runner's own range if it was delegated, else all that was: callers need not know in which mode they are. */
function rangeWithin({ ids }: Grant, wanted: IdRange = ids): IdRange {
  const fits = wanted.start >= ids.start && wanted.start + wanted.count <= ids.start + ids.count;
  return fits ? wanted : ids;
}
