import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BailiffError, messageOf } from '../../errors.js';

/** Where `bailiff setup --delegate` writes down what it has given to whom: a file for each user, by its id. */
export const GRANTS_FOLDER = '/etc/bailiff/delegations';

/** What an administrator has given to a user. */
export const Grant = z.strictObject({
  user: z.string(),
  uid: z.number().int().positive(),
  /** Outside ids, of users and of groups, that nobody else has. */
  ids: z.strictObject({ start: z.number().int().positive(), count: z.number().int().min(2) }),
  /** The folder of leases, of all runners of the user. */
  leases: z.string().startsWith('/'),
});

export type Grant = z.infer<typeof Grant>;

export function grantPath(uid: number, folder = GRANTS_FOLDER): string {
  return join(folder, `${uid}.json`);
}

/**
 * Reads what a user was given; undefined when that is nothing.
 *
 * @throws BailiffError HOST_UNSUPPORTED when the file is not what set-up writes, or others than root could have
 * written it.
 */
export function readGrant(uid: number, folder = GRANTS_FOLDER): Grant | undefined {
  const path = grantPath(uid, folder);
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return undefined;
  try {
    if (!facts.isFile() || facts.uid !== 0 || facts.mode & 0o022)
      throw new Error('others may have written it');
    const grant = Grant.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (grant.uid !== uid) throw new Error(`it is of user ${grant.uid}`);
    return grant;
  } catch (cause) {
    throw new BailiffError(
      'HOST_UNSUPPORTED',
      `Cannot use the delegation in "${path}": ${messageOf(cause)}; as root: bailiff setup --delegate`,
      { cause },
    );
  }
}
