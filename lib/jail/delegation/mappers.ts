import { statSync } from 'node:fs';
import { readEnv } from '../../env.js';
import { findOnPath } from '../on-path.js';

/** The programs that give a user the ids of /etc/subuid and /etc/subgid. */
export interface Mappers {
  readonly uidMapper: string;
  readonly gidMapper: string;
}

/** Where Debian, Fedora, Alpine and others have them, whatever PATH a service is given. */
const USUAL = ['/usr/bin', '/bin', '/usr/sbin'];

export function findMappers(path: readonly string[] = readEnv().path): Mappers | undefined {
  const folders = [...path, ...USUAL];
  const uidMapper = findOnPath(['newuidmap'], folders);
  const gidMapper = findOnPath(['newgidmap'], folders);
  return uidMapper && gidMapper ? { uidMapper, gidMapper } : undefined;
}

const SET_USER_ID = 0o4000;
const CAP_SYS_ADMIN = 21n;

/**
 * One that is set-user-id root has to be root with CAP_SYS_ADMIN, for the namespace is the user's, and that of a
 * container is not. One with file capabilities stays the user, and needs nothing else. `status` is /proc/self/status.
 */
export function lackAdmin({ uidMapper, gidMapper }: Mappers, status: string): boolean {
  const [, bounding] = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  if (bounding === undefined || (BigInt(`0x${bounding}`) >> CAP_SYS_ADMIN) & 1n) return false;
  return [uidMapper, gidMapper].some((path) => (statSync(path).mode & SET_USER_ID) !== 0);
}

/** Programs gain no rights by being executed, those two neither. `status` is /proc/self/status. */
export function gainsNothing(status: string): boolean {
  return /^NoNewPrivs:\s*1$/m.test(status);
}
