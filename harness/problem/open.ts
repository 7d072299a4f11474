import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BailiffError } from '../../lib/index.js';
import { unpackZip, type ZipCaps, zipNames } from '../archive/zip.js';
import { PACKAGE_FILES } from './formats.js';
import { openPackage, type Package, realPathOf } from './package.js';
import { packageStore } from './package-store.js';

/** Symlinks: packages of this kind share tests between groups by them. */
const PACKAGE_ZIP: ZipCaps = { entries: 20_000, bytes: 2 ** 31, depth: 32, symlinks: true };

/**
 * Opens what may hold problems: a folder, a zip file (`.zip`, `.kpp`) with such a folder or with its content, or an XML
 * file. Zip files are unpacked below `<home>/packages`, once.
 *
 * @throws BailiffError INVALID_PROBLEM
 */
export async function openSource(path: string, home: string | undefined): Promise<Package> {
  const real = await realPathOf(path);
  if ((await stat(real)).isDirectory()) return openPackage(real);
  if (isZipName(real)) return openInside(await unpack(real, home), stemOf(path));
  if (isXmlName(real)) return fileAt(real);
  throw new BailiffError(
    'INVALID_PROBLEM',
    `Cannot open problem "${path}": it is neither a folder, nor a .zip, .kpp or .xml file`,
  );
}

/**
 * Whether a path is certainly a problem: a folder or a zip file with a package's description at its top, or an FPS file.
 * A folder of nothing but inputs is not: it could as well hold submissions.
 */
export async function isPackage(path: string): Promise<boolean> {
  try {
    const real = await realpath(resolve(path));
    const names = (await stat(real)).isDirectory() ? await readdir(real) : undefined;
    if (names) return names.some((name) => PACKAGE_FILES.includes(name));
    if (isZipName(real)) return real.endsWith('.kpp') || describes(await zipNames(real, PACKAGE_ZIP.entries));
    return isXmlName(real) && /<fps[\s>]/.test(await beginningOf(real));
  } catch {
    return false;
  }
}

/** Folders that zip programs put beside what was packed. */
const CLUTTER = new Set(['__MACOSX']);

/** What was packed is at the top, or in the one folder that is there. */
async function openInside(folder: string, id: string): Promise<Package> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(
    ({ name }) => !name.startsWith('.') && !CLUTTER.has(name),
  );
  const [only] = entries;
  if (entries.length !== 1 || only === undefined) return { ...(await openPackage(folder)), id };
  const path = join(folder, only.name);
  if (only.isDirectory()) return openPackage(path);
  return only.isFile() && isXmlName(only.name) ? fileAt(path) : { ...(await openPackage(folder)), id };
}

function fileAt(path: string): Package {
  return { id: stemOf(path), folder: dirname(path), file: path, warnings: [] };
}

async function unpack(path: string, home: string | undefined): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(PACKAGE_ZIP));
  await pipeline(createReadStream(path), hash);
  return packageStore(home).folder(hash.digest('hex'), (empty) => unpackZip(path, empty, PACKAGE_ZIP));
}

function describes(names: readonly string[]): boolean {
  const tops = new Set(names.map((name) => name.split('/')[0]!).filter((name) => !CLUTTER.has(name)));
  const inside = tops.size === 1 && !PACKAGE_FILES.includes([...tops][0]!) ? `${[...tops][0]}/` : '';
  return PACKAGE_FILES.some((file) => names.includes(`${inside}${file}`));
}

const BEGINNING_BYTES = 4_096;

async function beginningOf(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
  return buffer.toString('latin1', 0, bytesRead);
}

function isZipName(path: string): boolean {
  return /\.(zip|kpp)$/i.test(path);
}

function isXmlName(path: string): boolean {
  return /\.xml$/i.test(path);
}

function stemOf(path: string): string {
  return basename(path, extname(path));
}
