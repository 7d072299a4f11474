import { chmodSync, lchownSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { BailiffError, messageOf } from '../../errors.js';
import { makeRootFolder } from './root-file.js';
import type { DelegationStep } from './step.js';
import type { DelegatedUser } from './user.js';

/** A folder of the user's own in one of root's: its runners tell each other there which ids are taken. */
export function leasesStep(user: DelegatedUser, path: string): DelegationStep {
  return {
    title: path,
    detail: 'the folder of leases, which is the user’s',
    state: () => {
      const facts = lstatSync(path, { throwIfNoEntry: false });
      if (!facts) return 'absent';
      return facts.isDirectory() && facts.uid === user.uid && (facts.mode & 0o777) === 0o700
        ? 'done'
        : 'other';
    },
    make: async () => {
      try {
        makeRootFolder(dirname(path));
        if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
          mkdirSync(path, { mode: 0o700 });
        chmodSync(path, 0o700);
        lchownSync(path, user.uid, user.gid);
      } catch (cause) {
        throw new BailiffError('SETUP_FAILED', `Cannot make "${path}": ${messageOf(cause)}`, { cause });
      }
    },
    undo: () => removeOf(user, path),
  };
}

/** What is in it is the user's to change at any moment: it is removed with the user's rights, and not with root's. */
async function removeOf({ uid, gid }: DelegatedUser, path: string): Promise<void> {
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  await execa('find', [path, '-xdev', '-mindepth', '1', '-delete'], {
    uid,
    gid,
    cwd: '/',
    reject: false,
    stdin: 'ignore',
  });
  try {
    rmdirSync(path);
  } catch (cause) {
    throw new BailiffError('SETUP_FAILED', `Cannot remove "${path}": ${messageOf(cause)}`, { cause });
  }
}
