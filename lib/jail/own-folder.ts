import { lstatSync, mkdirSync } from 'node:fs';

/**
 * Makes a folder where everybody may make folders, in /dev/shm say. Returns whether it is there, and ours alone:
 * somebody else may have put another one, or a link, in its place.
 */
export function makeOwnFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const facts = lstatSync(path);
    return facts.isDirectory() && facts.uid === process.geteuid?.() && (facts.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
