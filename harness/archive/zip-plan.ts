import { posix } from 'node:path';
import type { Entry, ZipFile } from 'yauzl';
import { formatBytes } from '../../lib/index.js';
import { createNameBook, entryPath } from './entry-name.js';
import { refused } from './refused.js';

/** Most that an archive may hold. */
export interface ZipCaps {
  readonly entries: number;
  /** All files together, unpacked. */
  readonly bytes: number;
  /** Folders within folders. */
  readonly depth: number;
  /** Whether symlinks are unpacked, provided that they stay inside; else they are refused. */
  readonly symlinks: boolean;
}

/** An entry that is taken. */
export interface PlannedEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'symlink';
  readonly executable: boolean;
  readonly entry: Entry;
}

const MiB = 2 ** 20;

/** No honest file is packed this well. Deflate's own bound is 1,032. */
const MAX_RATIO = 1_000;
const RATIO_FROM_BYTES = MiB;

/** Longest target of a symlink. */
const MAX_LINK_BYTES = 4_096;

/**
 * Looks at every entry before anything is written.
 *
 * @throws BailiffError INVALID_PROBLEM naming the first entry that is refused.
 */
export async function planZip(
  zip: ZipFile,
  archive: string,
  caps: ZipCaps,
): Promise<readonly PlannedEntry[]> {
  const planned: PlannedEntry[] = [];
  const clashOf = createNameBook();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (planned.length >= caps.entries) throw refused(archive, `it has more than ${caps.entries} entries`);
    const each = plan(entry, archive, caps);
    const clash = clashOf(each.path, each.kind === 'folder' ? 'folder' : 'file');
    if (clash) throw refused(archive, clash);
    bytes += entry.uncompressedSize;
    if (bytes > caps.bytes) throw refused(archive, `it is larger than ${formatBytes(caps.bytes)} unpacked`);
    planned.push(each);
  }
  return planned;
}

function plan(entry: Entry, archive: string, caps: ZipCaps): PlannedEntry {
  // The names come as bytes: decodeStrings is off, for yauzl would repair what is to be refused.
  const raw = entry.fileName as unknown as Buffer;
  const named = entryPath(raw, caps.depth);
  if (typeof named === 'string') throw refused(archive, named);
  const { path } = named;
  if (entry.isEncrypted()) throw refused(archive, `"${path}" is encrypted`);
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    throw refused(archive, `"${path}" is packed by method ${entry.compressionMethod}: only deflate is read`);
  const { compressedSize: packed, uncompressedSize: size } = entry;
  if (size > RATIO_FROM_BYTES && size > packed * MAX_RATIO)
    throw refused(archive, `"${path}" is packed more than ${MAX_RATIO}:1, as bombs are`);
  const kind = kindOf(entry, raw.at(-1) === SLASH);
  if (kind === undefined) throw refused(archive, `"${path}" is neither a file nor a folder`);
  if (kind === 'folder' && size > 0) throw refused(archive, `"${path}" is a folder with content`);
  if (kind === 'symlink' && !caps.symlinks) throw refused(archive, `"${path}" is a symlink`);
  if (kind === 'symlink' && size > MAX_LINK_BYTES)
    throw refused(archive, `"${path}" is a symlink to too long a name`);
  return { path, kind, executable: (modeOf(entry) & 0o111) !== 0, entry };
}

/** Why a symlink is refused: it must be relative and, as far as names tell, stay inside. */
export function linkFault(path: string, target: string): string | undefined {
  if (target === '' || target.includes('\0') || target.includes('\\') || posix.isAbsolute(target))
    return `"${path}" is a symlink to ${JSON.stringify(target)}, which is no relative path`;
  const leads = posix.normalize(posix.join(posix.dirname(path), target));
  if (leads === '..' || leads.startsWith('../'))
    return `"${path}" is a symlink to ${JSON.stringify(target)}, which leaves the archive`;
  return undefined;
}

const STORED = 0;
const DEFLATED = 8;
const SLASH = 0x2f;
const UNIX = 3;
const OS_X = 19;

function kindOf(entry: Entry, slashed: boolean): PlannedEntry['kind'] | undefined {
  switch (modeOf(entry) & 0o170000) {
    case 0:
      return slashed ? 'folder' : 'file';
    case 0o100000:
      return slashed ? undefined : 'file';
    case 0o040000:
      return 'folder';
    case 0o120000:
      return slashed ? undefined : 'symlink';
    default:
      return undefined;
  }
}

/** The Unix mode, 0 where the archive was made elsewhere. */
function modeOf({ versionMadeBy, externalFileAttributes }: Entry): number {
  const system = versionMadeBy >>> 8;
  return system === UNIX || system === OS_X ? externalFileAttributes >>> 16 : 0;
}
