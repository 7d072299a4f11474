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

/** Programs gain no rights by being executed, those two neither. `status` is /proc/self/status. */
export function gainsNothing(status: string): boolean {
  return /^NoNewPrivs:\s*1$/m.test(status);
}
