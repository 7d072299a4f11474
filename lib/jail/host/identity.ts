import { type DelegationFacts, delegateFix, judgeDelegation, judgeGivenIds } from './delegation.js';
import type { Finding } from './finding.js';
import type { Privileges } from './privileges.js';

export function judgePrivileges({ root, full, mapsIds }: Privileges, delegation: DelegationFacts): Finding {
  const finding = { id: 'privileges', title: 'Privileges' };
  if (full) return { ...finding, state: 'enforced', detail: 'root: each program gets user ids of its own' };
  if (!root) return { ...finding, ...judgeDelegation(delegation) };
  if (mapsIds) {
    const detail = 'root of a container: each program gets user ids of its own';
    return { ...finding, state: 'enforced', detail };
  }
  const detail =
    'root without CAP_SETUID, CAP_SETGID or CAP_SETFCAP: programs share one user id with their overseer';
  return { ...finding, state: 'weaker', detail, fix: 'in a container: leave it these capabilities' };
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

/** `profiled`: AppArmor lets our own program make them, which the trial is not. */
export function judgeUserNamespaces(trial: UserNamespaceTrial, full: boolean, profiled = false): Finding {
  const finding = { id: 'user-namespaces', title: 'User namespaces' };
  if (profiled && trial.refused !== undefined && trial.appArmor?.trim() === '1')
    return { ...finding, state: 'enforced', detail: 'for the native program, by its AppArmor profile' };
  if (trial.refused === undefined) return { ...finding, state: 'enforced', detail: 'one was made and left' };
  return {
    ...finding,
    state: 'missing',
    detail: `cannot be made: ${trial.refused}`,
    fix: userNamespaceFix(trial, full),
  };
}

/** Ubuntu 23.10 and later let AppArmor take the capabilities inside a new namespace from those without privileges. */
export function judgeAppArmor(trial: UserNamespaceTrial, full: boolean, profiled = false): Finding {
  const finding = { id: 'apparmor', title: 'AppArmor restriction' };
  if (trial.appArmor?.trim() !== '1')
    return { ...finding, state: 'enforced', detail: 'none on user namespaces' };
  if (full) return { ...finding, state: 'enforced', detail: 'on, for users without privileges only' };
  if (profiled) return { ...finding, state: 'enforced', detail: 'on, but for the native program' };
  const detail = 'user namespaces of unprivileged users have no rights in them';
  return { ...finding, state: 'missing', detail, fix: APP_ARMOR_FIX };
}

const APP_ARMOR_FIX =
  'as root: bailiff setup --delegate USER, or sysctl -w kernel.apparmor_restrict_unprivileged_userns=0';

/** Whether the outside user ids that programs get exist in this namespace and belong to nobody else. */
export function judgeUids(
  uidMap: string,
  passwd: string,
  range: { readonly start: number; readonly count: number },
  { full, mapsIds }: Pick<Privileges, 'full' | 'mapsIds'>,
  delegation: DelegationFacts,
): Finding {
  const finding = { id: 'uids', title: 'User ids for programs' };
  const last = range.start + range.count - 1;
  const name = `${range.start} to ${last}`;
  const { grant } = delegation;
  if (!full && !mapsIds) {
    if (grant && judgeDelegation(delegation).state === 'enforced')
      return { ...finding, ...judgeGivenIds(grant, delegation) };
    const detail = 'only our own, shared by all programs';
    return { ...finding, state: 'weaker', detail, fix: grant ? undefined : delegateFix(delegation) };
  }
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
  if (!full && trial.appArmor?.trim() === '1') return APP_ARMOR_FIX;
  return 'in Docker: --security-opt seccomp=lib/jail/containers/seccomp.json --security-opt apparmor=unconfined';
}

function rows(text: string, separator: RegExp): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(separator))
    .filter((fields) => fields.length >= 3);
}
