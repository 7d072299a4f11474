import { randomUUID } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BailiffError, messageOf } from '../../errors.js';
import type { DelegationStep } from './step.js';

const OTHERS_MAY_WRITE = 0o022;
const STICKY = 0o1000;
const PROGRAMS_MAY_READ = 0o644;

export interface RootFile {
  readonly path: string;
  readonly content: string;
  readonly detail: string;
  /** What has to be told of it when it is there, and when it has gone. */
  readonly onMade?: () => Promise<void>;
  readonly onRemoved?: () => Promise<void>;
}

/**
 * A file that is root's alone. Written beside its place and moved there, so that nobody ever sees half of it, and
 * only where nobody but root could have put something in its way.
 */
export function rootFileStep({ path, content, detail, onMade, onRemoved }: RootFile): DelegationStep {
  return {
    title: path,
    detail,
    state: () => {
      const facts = lstatSync(path, { throwIfNoEntry: false });
      if (!facts) return 'absent';
      const isRight = facts.isFile() && facts.uid === 0 && (facts.mode & 0o777) === PROGRAMS_MAY_READ;
      return isRight && readFileSync(path, 'utf8') === content ? 'done' : 'other';
    },
    make: async () => {
      failing(`Cannot write "${path}"`, () => writeRootFile(path, content));
      await onMade?.();
    },
    undo: async () => {
      failing(`Cannot remove "${path}"`, () => {
        checkFolders(dirname(path));
        checkPlace(path);
        rmSync(path, { force: true });
      });
      await onRemoved?.();
    },
  };
}

/** Makes a folder that is root's alone, and all above it that are missing. @throws when one of them is not */
export function makeRootFolder(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })) {
    makeRootFolder(dirname(folder));
    mkdirSync(folder);
    chmodSync(folder, 0o755);
  }
  checkFolders(folder);
}

function writeRootFile(path: string, content: string): void {
  const folder = dirname(path);
  makeRootFolder(folder);
  checkPlace(path);
  const draft = join(folder, `.bailiff-${randomUUID()}`);
  try {
    writeFileSync(draft, content, { flag: 'wx', mode: 0o600 });
    chmodSync(draft, PROGRAMS_MAY_READ);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Every folder on the way must be root's and no link: who owns one can put anything in the place of what is below. */
function checkFolders(folder: string): void {
  const facts = lstatSync(folder);
  const open = facts.mode & OTHERS_MAY_WRITE && !(facts.mode & STICKY);
  if (!facts.isDirectory() || facts.uid !== 0 || open)
    throw new Error(`"${folder}" is no folder that only root can change`);
  if (folder !== dirname(folder)) checkFolders(dirname(folder));
}

/** Nothing, or a file of root's that has no other name: what else lies there is somebody's trap, or somebody's work. */
function checkPlace(path: string): void {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts || (facts.isFile() && facts.uid === 0 && facts.nlink === 1)) return;
  throw new Error('something that is no file of root is there: move it away');
}

function failing(cannot: string, act: () => void): void {
  try {
    act();
  } catch (cause) {
    throw new BailiffError('SETUP_FAILED', `${cannot}: ${messageOf(cause)}`, { cause });
  }
}
