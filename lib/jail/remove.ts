import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Deletes a folder of bailiff's own that no jail can write to, without following links and without leaving its
 * file system: a forgotten mount below it must not lose what it shows.
 *
 * @throws Error when `folder` is not below `home`.
 */
export function removeOwnFolder(folder: string, home: string): void {
  assertOwn(folder, home);
  const facts = lstatSync(folder, { throwIfNoEntry: false });
  if (facts?.isDirectory()) removeTree(folder, facts.dev);
}

/** Empties a folder of our own, and leaves it. @throws Error when `folder` is not below `home`. */
export function emptyOwnFolder(folder: string, home: string): void {
  assertBelow(folder, home);
  assertOwn(folder, home);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (lstatSync(path).isDirectory()) removeOwnFolder(path, home);
    else unlinkSync(path);
  }
}

function assertOwn(folder: string, home: string): void {
  assertBelow(folder, home);
}

function assertBelow(folder: string, home: string): void {
  if (!resolve(folder).startsWith(`${resolve(home)}/`)) throw new Error(`not below ${home}: ${folder}`);
}

function removeTree(folder: string, device: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const facts = lstatSync(path);
    if (facts.dev !== device) throw new Error(`another file system is mounted at ${path}`);
    if (facts.isDirectory()) removeTree(path, device);
    else unlinkSync(path);
  }
  rmdirSync(folder);
}
