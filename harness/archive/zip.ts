import { createWriteStream } from 'node:fs';
import { mkdir, realpath, symlink } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { openPromise, type ZipFile } from 'yauzl';
import { BailiffError, messageOf } from '../../lib/index.js';
import { refused } from './refused.js';
import { linkFault, type PlannedEntry, planZip, type ZipCaps } from './zip-plan.js';

export type { ZipCaps } from './zip-plan.js';

/**
 * Unpacks a zip file into an empty folder. Every entry is looked at before anything is written.
 *
 * Refused: names that are absolute, lead out, have a backslash or a NUL, are not UTF-8, come twice or differ in case
 * only; symlinks (unless the caps let in those that stay inside), devices and the like; encryption; more than the caps;
 * a file of over 1 MiB packed more than 1000:1; contents that are not as long, or not what, the archive says.
 *
 * @param folder must be empty, and nobody else's. After an error what is in it is to be thrown away.
 * @throws BailiffError INVALID_PROBLEM when it is refused or is no zip file
 */
export async function unpackZip(path: string, folder: string, caps: ZipCaps): Promise<void> {
  const archive = basename(path);
  const zip = await openZip(path);
  try {
    const entries = await planZip(zip, archive, caps);
    const links = await readLinks(zip, archive, entries);
    for (const each of entries) await write(zip, archive, folder, each);
    await writeLinks(archive, folder, links);
  } catch (error) {
    if (error instanceof BailiffError || isHostError(error)) throw error;
    throw refused(archive, messageOf(error), error);
  } finally {
    zip.close();
  }
}

/**
 * Names of an archive's entries, in its order; empty when it is no zip file. For a glance before it is taken apart.
 */
export async function zipNames(path: string, most: number): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    const zip = await openZip(path);
    try {
      for await (const { fileName } of zip.eachEntry()) {
        names.push((fileName as unknown as Buffer).toString());
        if (names.length >= most) break;
      }
    } finally {
      zip.close();
    }
  } catch {
    return [];
  }
  return names;
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (cause) {
    throw refused(basename(path), `it is no zip file that can be read (${messageOf(cause)})`, cause);
  }
}

async function write(zip: ZipFile, archive: string, folder: string, each: PlannedEntry): Promise<void> {
  const target = join(folder, each.path);
  if (each.kind === 'folder') await mkdir(target, { recursive: true });
  if (each.kind !== 'file') return;
  await mkdir(dirname(target), { recursive: true });
  const file = createWriteStream(target, { flags: 'wx', mode: each.executable ? 0o755 : 0o644 });
  await pipeline(await zip.openReadStreamPromise(each.entry), checked(archive, each), file);
}

/** Passes contents on and compares their checksum with the archive's: yauzl minds the length only. */
function checked(archive: string, { path, entry }: PlannedEntry): Transform {
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush: (done) => done(sum === entry.crc32 ? null : refused(archive, `"${path}" is damaged`)),
  });
}

async function readLinks(
  zip: ZipFile,
  archive: string,
  entries: readonly PlannedEntry[],
): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>();
  for (const { path, kind, entry } of entries) {
    if (kind !== 'symlink') continue;
    const chunks = await (await zip.openReadStreamPromise(entry)).toArray();
    const target = Buffer.concat(chunks).toString();
    const fault = linkFault(path, target);
    if (fault) throw refused(archive, fault);
    links.set(path, target);
  }
  return links;
}

/** After all files, so that none is written through one. Links behind links may lead out though no name says so. */
async function writeLinks(
  archive: string,
  folder: string,
  links: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, target] of links) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(target, join(folder, path));
  }
  const root = await realpath(folder);
  for (const [path, target] of links) {
    const leads = await realpath(join(folder, path)).catch(() => undefined);
    if (leads === undefined)
      throw refused(archive, `"${path}" is a symlink to "${target}", which is not there`);
    if (leads !== root && !leads.startsWith(root + sep))
      throw refused(archive, `"${path}" is a symlink to "${target}", which leaves the archive`);
  }
}

/** No room and the like: not the archive's fault. */
function isHostError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return (
    code !== undefined &&
    ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EIO'].includes(code)
  );
}
