import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../errors.js';
import type { CgroupMounts } from '../cgroup-detect.js';
import { profilePath } from '../delegation/app-armor.js';
import { GRANTS_FOLDER, type Grant, readGrant } from '../delegation/grant.js';
import { readSubIds } from '../delegation/ids-step.js';
import { findMappers, gainsNothing, lackAdmin } from '../delegation/mappers.js';
import { isOwnedBy, overlaps, type SubIds } from '../delegation/sub-ids.js';
import type { Finding } from './finding.js';

/** What was delegated to the user of this process, and whether it is of use to it. */
export interface DelegationFacts {
  /** The user's name, or its number. */
  readonly user: string;
  readonly uid: number;
  readonly grant?: Grant;
  /** Why the grant cannot be trusted. */
  readonly broken?: string;
  readonly mappers: boolean;
  /** `no_new_privs` is set: newuidmap has no rights. */
  readonly gainsNothing: boolean;
  /** newuidmap is set-user-id root, which is not enough in this container. */
  readonly lackAdmin: boolean;
  readonly subIds: readonly SubIds[];
  /** AppArmor lets the native program make user namespaces. */
  readonly profiled: boolean;
  /** systemd runs the machine. */
  readonly systemd: boolean;
  /** Set-up has left a script that makes the user's groups. */
  readonly scripted: boolean;
}

/** `status` is /proc/self/status. */
export function readDelegation(status: string, uid: number): DelegationFacts {
  const user = nameOf(uid);
  const mappers = findMappers();
  const facts = {
    user,
    uid,
    mappers: mappers !== undefined,
    lackAdmin: mappers !== undefined && lackAdmin(mappers, status),
    gainsNothing: gainsNothing(status),
    subIds: readSubIds('/etc'),
    profiled: existsSync(profilePath('/etc', uid)),
    systemd: existsSync('/run/systemd/system'),
    scripted: existsSync(join(GRANTS_FOLDER, `${uid}.sh`)),
  };
  try {
    return { ...facts, grant: readGrant(uid) };
  } catch (error) {
    return { ...facts, broken: messageOf(error) };
  }
}

/** The command that gives the user what it lacks. */
export function delegateFix({ user }: DelegationFacts): string {
  return `as root: bailiff setup --delegate ${user}`;
}

/** Of who is not root: whether programs have ids of their own. */
export function judgeDelegation(facts: DelegationFacts): Pick<Finding, 'state' | 'detail' | 'fix'> {
  const shared = 'programs share one user id with their overseer';
  if (facts.broken !== undefined) return { state: 'missing', detail: facts.broken, fix: delegateFix(facts) };
  if (!facts.grant) {
    const detail = `not root, and nothing is delegated to "${facts.user}": ${shared}`;
    return { state: 'weaker', detail, fix: delegateFix(facts) };
  }
  if (!facts.mappers) {
    const detail = `delegated, but newuidmap and newgidmap are missing: ${shared}`;
    return { state: 'weaker', detail, fix: 'as root: apt-get install uidmap' };
  }
  if (facts.gainsNothing) {
    const detail = `delegated, but this process may gain no rights (no_new_privs), by newuidmap neither: ${shared}`;
    const fix =
      'start Node without it: NoNewPrivileges= of systemd, no-new-privileges of Docker, allowPrivilegeEscalation of Kubernetes';
    return { state: 'weaker', detail, fix };
  }
  if (facts.lackAdmin) {
    const detail = `delegated, but newuidmap and newgidmap have no rights in this container, whose root is without CAP_SYS_ADMIN: ${shared}`;
    return { state: 'weaker', detail, fix: FILE_CAPABILITIES_FIX };
  }
  const differs =
    'what escapes a jail has your rights, not root’s; packages of languages are root’s to install';
  return {
    state: 'enforced',
    detail: `delegated to "${facts.user}": as strong as root; what differs: ${differs}`,
  };
}

const FILE_CAPABILITIES_FIX =
  'as root: cd /usr/bin && chmod u-s newuidmap newgidmap && setcap cap_setuid=ep newuidmap && setcap cap_setgid=ep newgidmap';
const WRITABLE_GROUP_FIX =
  'a writable cgroup v2: in Docker --security-opt writable-cgroups=true, in Podman unmask=/sys/fs/cgroup';

/** Whether the ids that were delegated are still the user's, and nobody else's. */
export function judgeGivenIds(
  grant: Grant,
  facts: DelegationFacts,
): Pick<Finding, 'state' | 'detail' | 'fix'> {
  const { ids } = grant;
  const name = `${ids.start} to ${ids.start + ids.count - 1}`;
  const own = facts.subIds.filter(
    (entry) => isOwnedBy({ name: grant.user, uid: grant.uid }, entry) && holds(entry, ids),
  );
  if (own.length < 2) {
    const detail = `${name} are not in /etc/subuid and /etc/subgid any more`;
    return { state: 'missing', detail, fix: delegateFix(facts) };
  }
  const rival = facts.subIds.find(
    (entry) => !isOwnedBy({ name: grant.user, uid: grant.uid }, entry) && overlaps(entry, ids),
  );
  if (!rival) return { state: 'enforced', detail: `${name}, which were given to "${grant.user}" alone` };
  const detail = `${name}, some of which are also "${rival.owner}"'s in /etc/subuid or /etc/subgid`;
  return { state: 'weaker', detail, fix: 'as root: take them from one of the two (usermod --del-subuids)' };
}

/** The machine has cgroups, and none of them is the user's. */
export function judgeNoCgroups(
  { v1 }: CgroupMounts,
  facts: DelegationFacts,
): Pick<Finding, 'detail' | 'fix'> {
  const version = v1.memory ? 1 : 2;
  if (facts.uid === 0)
    return {
      detail: `v${version}, of which this container has no group that it may write to`,
      fix: WRITABLE_GROUP_FIX,
    };
  const detail =
    version === 1
      ? `v1, of which "${facts.user}" has no folder`
      : `v2, but this process is in no group of "${facts.user}" that has memory, pids and cpu`;
  return { detail, fix: groupsFix(facts, version) };
}

function groupsFix(facts: DelegationFacts, version: 1 | 2): string {
  if (!facts.grant) return delegateFix(facts);
  if (version === 2 && facts.systemd)
    return 'start Node as a service with Delegate=yes, or by: systemd-run --user --scope -p Delegate=yes node …';
  const script = `as root: sh ${GRANTS_FOLDER}/${facts.uid}.sh`;
  if (!facts.scripted) return WRITABLE_GROUP_FIX;
  return version === 1 ? script : `${script} node …`;
}

function holds(entry: SubIds, ids: Grant['ids']): boolean {
  return entry.start <= ids.start && ids.start + ids.count <= entry.start + entry.count;
}

function nameOf(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return String(uid); // it has no name (a container's runAsUser)
  }
}
