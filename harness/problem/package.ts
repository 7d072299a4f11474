import { constants } from 'node:fs';
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { BailiffError, formatBytes, messageOf } from '../../lib/index.js';
import { blameFor } from '../host-errors.js';
import { byName } from './problem.js';

/** A problem package that is being read: its folder, and what was passed over so far. */
export interface Package {
  readonly id: string;
  /** Absolute, symlinks resolved. Of a package that is one file: the folder that it is in. */
  readonly folder: string;
  /** Absolute, symlinks resolved: the file, of a package that is one. */
  readonly file?: string;
  readonly warnings: string[];
}

/** An entry of a package's folder. */
export interface PackageEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Absolute, symlinks resolved: surely in the package. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** @throws BailiffError INVALID_PROBLEM when there is no such folder. */
export async function openPackage(path: string): Promise<Package> {
  const folder = await realFolder(path);
  if (folder === undefined)
    throw new BailiffError('INVALID_PROBLEM', `Cannot open problem "${path}": not a folder`);
  return { id: basename(folder), folder, warnings: [] };
}

/** An error of this package. */
export function invalid({ id }: Pick<Package, 'id'>, message: string, cause?: unknown): BailiffError {
  return new BailiffError(blameFor('INVALID_PROBLEM', cause), `Cannot load problem "${id}": ${message}`, {
    cause,
  });
}

/**
 * What is in a folder of the package, in the order of the names; empty when there is no such folder. Entries whose
 * names the format does not allow are as if they were not there, with a warning unless they are hidden.
 */
export async function list(from: Package, path: string): Promise<readonly PackageEntry[]> {
  const folder = await find(from, path);
  if (folder?.kind !== 'folder') return [];
  const names = await readdir(folder.path);
  const odd = names.filter((name) => !NAME.test(name) && !name.startsWith('.'));
  from.warnings.push(
    ...odd.map((name) => `"${join(path, name)}" is passed over: the format does not allow its name`),
  );
  const entries: PackageEntry[] = [];
  for (const name of names.filter((each) => NAME.test(each)).sort(byName)) {
    const entry = await find(from, join(path, name));
    if (entry) entries.push(entry);
  }
  return entries;
}

/**
 * One file or folder of the package, or `undefined` when there is none.
 *
 * @throws BailiffError INVALID_PROBLEM for a symlink that dangles or leaves the package, and for a device, a FIFO or
 * a socket.
 */
export async function find(from: Package, path: string): Promise<PackageEntry | undefined> {
  const target = await resolveInside(from, path);
  if (target === undefined) return undefined;
  const stats = await stat(target);
  if (!stats.isFile() && !stats.isDirectory())
    throw invalid(from, `"${path}" is neither a file nor a folder`);
  return {
    name: basename(path),
    kind: stats.isFile() ? 'file' : 'folder',
    path: target,
    sizeBytes: stats.size,
  };
}

/** The text of a small file, or `undefined` when there is none. */
export async function readText(from: Package, path: string, maxBytes: number): Promise<string | undefined> {
  const entry = await find(from, path);
  if (entry?.kind !== 'file') return undefined;
  await using file = await open(entry.path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const bytes = Buffer.alloc(maxBytes + 1);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  if (bytesRead > maxBytes) throw invalid(from, `"${path}" is larger than ${formatBytes(maxBytes)}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytesRead));
  } catch (cause) {
    throw invalid(from, `"${path}" is not UTF-8`, cause);
  }
}

/** File and folder names that the ICPC package format allows. */
const NAME = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}$/;

async function realFolder(path: string): Promise<string | undefined> {
  const real = await realPathOf(path);
  return (await stat(real)).isDirectory() ? real : undefined;
}

/** Where a problem lies, symlinks resolved. @throws BailiffError INVALID_PROBLEM when there is nothing */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(resolve(path));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? 'there is no such file or folder' : messageOf(cause);
    throw new BailiffError('INVALID_PROBLEM', `Cannot open problem "${path}": ${why}`, { cause });
  }
}

async function resolveInside(from: Package, path: string): Promise<string | undefined> {
  const full = join(from.folder, path);
  const target = await realpath(full).catch((cause: NodeJS.ErrnoException) =>
    absentOr(from, path, full, cause),
  );
  if (target === undefined || target === from.folder || target.startsWith(from.folder + sep)) return target;
  throw invalid(
    from,
    `"${path}" is a symlink that leaves the package: put a copy of its target in its place`,
  );
}

/** A path that cannot be resolved: not there, or there and broken. */
async function absentOr(
  from: Package,
  path: string,
  full: string,
  cause: NodeJS.ErrnoException,
): Promise<undefined> {
  if (cause.code === 'ENOTDIR') return undefined;
  if (cause.code !== 'ENOENT') throw invalid(from, `"${path}": ${messageOf(cause)}`, cause);
  const link = await lstat(full).catch(() => undefined);
  if (link) throw invalid(from, `"${path}" is a symlink to nothing`, cause);
  return undefined;
}
