import { execFile } from 'node:child_process';
import { chown, type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BailiffError, messageOf } from '../errors.js';
import { findOnPath, SYSTEM_FOLDERS } from './on-path.js';
import { IMAGE_FOLDER, WORKSPACE_OWNER } from './place.js';
import { openStaging, publish } from './staging.js';

const KiB = 2 ** 10;
const MiB = 2 ** 20;
const INODE_BYTES = 256;
const run = promisify(execFile);

/** How much a workspace holds. */
export interface WorkspaceSize {
  readonly bytes: number;
  readonly files: number;
}

/** What an empty file system consists of; all the rest of it is holes. */
interface Template {
  readonly bytes: number;
  readonly pieces: readonly { readonly at: number; readonly data: Buffer }[];
}

export interface Images {
  /** Makes a new image, sparse, that holds an empty workspace. @throws BailiffError STORAGE_FAILED, HOST_UNSUPPORTED */
  create(path: string, size: WorkspaceSize): Promise<void>;
}

/** Whether file systems can be made here. */
export function canMakeImages(): boolean {
  return findOnPath(['mkfs.ext4'], SYSTEM_FOLDERS) !== undefined;
}

/**
 * File systems of a fixed size for workspaces. A new one is written piece by piece from one that was made before: the
 * 120 KB of it that are not holes.
 */
export function openImages(folder: string, native: string): Images {
  const templates = new Map<string, Promise<Template>>();
  const templateOf = (size: WorkspaceSize) => {
    const name = `${size.bytes}-${size.files}`;
    const known = templates.get(name) ?? loadTemplate(folder, name, native, size);
    templates.set(name, known);
    known.catch(() => templates.delete(name));
    return known;
  };
  return {
    create: async (path, size) => {
      const template = await templateOf(size);
      try {
        await using file = await open(path, 'wx', 0o600);
        await file.truncate(template.bytes);
        for (const { at, data } of template.pieces) await file.write(data, 0, data.length, at);
      } catch (cause) {
        throw new BailiffError('STORAGE_FAILED', `Cannot make a workspace: ${messageOf(cause)}`, { cause });
      }
    },
  };
}

async function loadTemplate(
  folder: string,
  name: string,
  native: string,
  size: WorkspaceSize,
): Promise<Template> {
  const path = join(folder, `${name}.ext4`);
  try {
    const kept = await open(path, 'r').catch(() => undefined);
    if (!kept) await makeTemplate(folder, path, size);
    await kept?.close();
    const { stdout } = await run(native, ['data', path]);
    await using file = await open(path, 'r');
    const pieces = [];
    for (const line of stdout.split('\n').filter(Boolean)) pieces.push(await readPiece(file, line));
    return { bytes: (await file.stat()).size, pieces };
  } catch (cause) {
    if (cause instanceof BailiffError) throw cause;
    throw new BailiffError(
      'STORAGE_FAILED',
      `Cannot make a file system for workspaces: ${messageOf(cause)}`,
      {
        cause,
      },
    );
  }
}

async function readPiece(file: FileHandle, line: string): Promise<Template['pieces'][number]> {
  const [at, length] = line.split(' ').map(Number);
  const data = Buffer.alloc(length!);
  await file.read(data, 0, length!, at!);
  return { at: at!, data };
}

async function makeTemplate(folder: string, path: string, size: WorkspaceSize): Promise<void> {
  const mkfs = findOnPath(['mkfs.ext4'], SYSTEM_FOLDERS);
  if (mkfs === undefined)
    throw new BailiffError(
      'HOST_UNSUPPORTED',
      'Cannot make a file system: mkfs.ext4 is missing; install e2fsprogs',
    );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await using staging = await openStaging(folder);
  const content = join(staging.path, 'content');
  await mkdir(join(content, IMAGE_FOLDER), { recursive: true, mode: 0o755 });
  await chown(join(content, IMAGE_FOLDER), WORKSPACE_OWNER, WORKSPACE_OWNER);
  const draft = join(staging.path, 'draft');
  await writeFile(draft, '', { mode: 0o600 });
  const settings = [
    ...['-q', '-F', '-b', '4096', '-m', '0', '-I', String(INODE_BYTES), '-N', String(size.files)],
    ...['-O', '^resize_inode', '-J', 'size=4', '-d', content],
    ...['-E', 'lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0'],
  ];
  await run(mkfs, [...settings, draft, `${Math.ceil(wholeBytes(size) / KiB)}k`]);
  await publish(draft, path);
}

/** With the file system's own: inodes, journal, maps of what is free, trees of large folders and files. */
function wholeBytes({ bytes, files }: WorkspaceSize): number {
  return bytes + files * INODE_BYTES + 5 * MiB + bytes / 8_192;
}
