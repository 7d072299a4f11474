import { lstatSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { BailiffError } from '../../errors.js';
import { type Grant, readGrant } from './grant.js';

/** Somebody who is to run jails. */
export interface DelegatedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** What user databases take, and no character that means anything to a shell or a settings file; no path either. */
const PLAIN_NAME = /^[a-z_][a-z0-9_.-]{0,31}$/i;

/**
 * Who had a delegation, be it that the machine has no such user any more.
 *
 * @param grants the folder of grants
 * @throws as `findUser`
 */
export async function findDelegated(name: string, grants: string): Promise<DelegatedUser> {
  try {
    return await findUser(name);
  } catch (error) {
    const grant = grantsIn(grants).find(({ user }) => user === name);
    if (!grant) throw error;
    const { uid, leases } = grant;
    return { name, uid, gid: lstatSync(leases, { throwIfNoEntry: false })?.gid ?? uid, home: '/nonexistent' };
  }
}

function grantsIn(folder: string): Grant[] {
  try {
    const names = readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
    return names.flatMap((name) => readGrant(Number(basename(name, '.json')), folder) ?? []);
  } catch {
    return []; // there are none, or one is not to be trusted
  }
}

/** @throws BailiffError INVALID_OPTIONS for a name that is not plain, that nobody has, or that is root's */
export async function findUser(name: string): Promise<DelegatedUser> {
  const cannot = `Cannot delegate to ${JSON.stringify(name)}`;
  if (!PLAIN_NAME.test(name)) throw new BailiffError('INVALID_OPTIONS', `${cannot}: give the name of a user`);
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const { stdout } = await execa('getent', ['passwd', name], { reject: false, stdin: 'ignore' });
  const [found, , uid, gid, , home] = stdout.split('\n')[0]!.split(':');
  if (found !== name || !home)
    throw new BailiffError('INVALID_OPTIONS', `${cannot}: no such user is on this machine`);
  if (Number(uid) === 0)
    throw new BailiffError('INVALID_OPTIONS', `${cannot}: it is root, which needs no delegation`);
  return { name, uid: Number(uid), gid: Number(gid), home };
}
