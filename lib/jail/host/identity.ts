import type { Finding } from './finding.js';

const CAP_SETGID = 6; // numbers of linux/capability.h
const CAP_SETUID = 7;
const CAP_SYS_ADMIN = 21;
const CAP_SETFCAP = 31;

export interface Privileges {
  readonly root: boolean;
  /** Root with the capabilities that making jails for other users takes. */
  readonly full: boolean;
  /** Root that may give ids to a user namespace, as a container's has by default (user_namespaces(7)). */
  readonly mapsIds: boolean;
}

/** `status` is /proc/self/status. */
export function readPrivileges(status: string, uid: number): Privileges {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const has = (capability: number): boolean => ((effective >> BigInt(capability)) & 1n) === 1n;
  const root = uid === 0;
  const mapsIds = root && [CAP_SETGID, CAP_SETUID, CAP_SETFCAP].every(has);
  return { root, full: root && [CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN].every(has), mapsIds };
}

export function judgePrivileges({ root, full }: Privileges): Finding {
  const finding = { id: 'privileges', title: 'Privileges' };
  if (full) return { ...finding, state: 'enforced', detail: 'root: each program gets user ids of its own' };
  const detail = root
    ? 'root without CAP_SYS_ADMIN, CAP_SETUID or CAP_SETGID, as in a container: programs share one user id with their overseer'
    : 'not root: programs share one user id with their overseer, and a cgroup only where one is delegated';
  return { ...finding, state: 'weaker', detail, fix: root ? 'in Docker: --privileged' : 'run as root' };
}

/** What trying to make a user namespace gave: nothing, or the reason why not. */
export interface UserNamespaceTrial {
  readonly refused?: string;
  /** /proc/sys/user/max_user_namespaces */
  readonly max?: string;
  /** /proc/sys/kernel/apparmor_restrict_unprivileged_userns, undefined where it does not exist. */
  readonly appArmor?: string;
  /** /proc/sys/kernel/unprivileged_userns_clone, undefined where it does not exist. */
  readonly debianSwitch?: string;
}

export function judgeUserNamespaces(trial: UserNamespaceTrial, full: boolean): Finding {
  const finding = { id: 'user-namespaces', title: 'User namespaces' };
  if (trial.refused === undefined) return { ...finding, state: 'enforced', detail: 'one was made and left' };
  return {
    ...finding,
    state: 'missing',
    detail: `cannot be made: ${trial.refused}`,
    fix: userNamespaceFix(trial, full),
  };
}

/** Ubuntu 23.10 and later let AppArmor take the capabilities inside a new namespace from those without privileges. */
export function judgeAppArmor(trial: UserNamespaceTrial, full: boolean): Finding {
  const finding = { id: 'apparmor', title: 'AppArmor restriction' };
  if (trial.appArmor?.trim() !== '1')
    return { ...finding, state: 'enforced', detail: 'none on user namespaces' };
  if (full) return { ...finding, state: 'enforced', detail: 'on, for users without privileges only' };
  const detail = 'user namespaces of unprivileged users have no rights in them';
  return {
    ...finding,
    state: 'missing',
    detail,
    fix: 'as root: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  };
}

/** Whether the outside user ids that programs get exist in this namespace and belong to nobody else. */
export function judgeUids(
  uidMap: string,
  passwd: string,
  range: { readonly start: number; readonly count: number },
  full: boolean,
): Finding {
  const finding = { id: 'uids', title: 'User ids for programs' };
  const last = range.start + range.count - 1;
  const name = `${range.start} to ${last}`;
  if (!full)
    return {
      ...finding,
      state: 'weaker',
      detail: 'only our own, shared by all programs',
      fix: 'run as root',
    };
  const mapped = rows(uidMap, /\s+/).some(
    ([inside, , count]) => Number(inside) <= range.start && last < Number(inside) + Number(count),
  );
  if (!mapped) {
    const fix = 'choose a range that /proc/self/uid_map has, by the runner option uids';
    return { ...finding, state: 'missing', detail: `${name} are not all mapped into this container`, fix };
  }
  const taken = rows(passwd, /:/).find(([, , uid]) => Number(uid) >= range.start && Number(uid) <= last);
  if (!taken) return { ...finding, state: 'enforced', detail: `${name}, which no user of the host has` };
  const detail = `${name}, one of which is the host's user "${taken[0]}"`;
  return { ...finding, state: 'weaker', detail, fix: 'choose another range by the runner option uids' };
}

function userNamespaceFix(trial: UserNamespaceTrial, full: boolean): string {
  if (trial.max?.trim() === '0') return 'as root: sysctl -w user.max_user_namespaces=10000';
  if (!full && trial.debianSwitch?.trim() === '0')
    return 'as root: sysctl -w kernel.unprivileged_userns_clone=1';
  if (!full && trial.appArmor?.trim() === '1')
    return 'as root: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0';
  return 'in Docker: --privileged, or --security-opt seccomp=unconfined --security-opt apparmor=unconfined';
}

function rows(text: string, separator: RegExp): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(separator))
    .filter((fields) => fields.length >= 3);
}
