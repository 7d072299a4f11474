import { createHash } from 'node:crypto';
import { constants, lstatSync } from 'node:fs';
import { chmod, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Artifact } from './jail/step.js';

const MANIFEST = 'manifest.json';
const FILES = 'files';
const BLOCK_BYTES = 4_096;
const ENTRY_BLOCKS = 3; // its two folders and the manifest
const CHUNK_BYTES = 2 ** 20; // hashed at one go: the event loop has its turn in between

const Manifest = z.object({
  /** The hash of all that went into it: an entry that was moved is another's. */
  key: z.string(),
  /** Of this very compilation: cells tell it from another one of the same sources. */
  build: z.string(),
  diskBytes: z.number(),
  files: z
    .array(
      z.object({
        path: z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[^/]/),
        mode: z.number(),
        bytes: z.number(),
        sha256: z.string(),
      }),
    )
    .readonly(),
});

export type Manifest = z.infer<typeof Manifest>;

/** A file that a compiler left. */
export interface ArtifactFile {
  readonly path: string;
  readonly mode: number;
  readonly content: Uint8Array;
}

/** Writes an entry. What is there under its name is whole only when the folder is renamed. */
export async function writeEntry(
  folder: string,
  { key, build }: Pick<Manifest, 'key' | 'build'>,
  files: readonly ArtifactFile[],
): Promise<Manifest> {
  await mkdir(join(folder, FILES), { recursive: true, mode: 0o700 });
  const facts = [];
  for (const { path, mode, content } of files) {
    const to = join(folder, FILES, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, content, { flag: 'wx' });
    await chmod(to, mode);
    const sha256 = createHash('sha256').update(content).digest('hex');
    facts.push({ path, mode, bytes: content.length, sha256 });
  }
  const manifest = { key, build, diskBytes: diskBytesOf(facts), files: facts };
  await writeFile(join(folder, MANIFEST), JSON.stringify(manifest));
  return manifest;
}

/** Small files and folders take whole blocks. */
function diskBytesOf(files: readonly { readonly bytes: number }[]): number {
  const blocks = files.map(({ bytes }) => Math.ceil(bytes / BLOCK_BYTES));
  return blocks.reduce((sum, count) => sum + count, ENTRY_BLOCKS) * BLOCK_BYTES;
}

/** `undefined` when it is not there, damaged, or another's: compiled anew. */
export async function readManifest(folder: string, key: string): Promise<Manifest | undefined> {
  try {
    const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
    return manifest.key === key ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** Whether every file is what the compiler left, by its hash; links are not followed. */
export async function isIntact(folder: string, { files }: Manifest): Promise<boolean> {
  for (const file of files) {
    const path = join(folder, FILES, file.path);
    const isSame = await hashOf(path, file).catch(() => undefined);
    if (isSame !== file.sha256) return false;
  }
  return true;
}

async function hashOf(path: string, { mode, bytes }: Manifest['files'][number]): Promise<string | undefined> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || (facts.mode & 0o7777) !== mode || facts.size !== bytes) return undefined;
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(bytes, 1)));
    for (let { bytesRead } = await handle.read(chunk); bytesRead > 0; ) {
      hash.update(chunk.subarray(0, bytesRead));
      ({ bytesRead } = await handle.read(chunk));
    }
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}

/** The entry as what a cell shows to its jails. */
export function artifactOf(folder: string, { key, build, files }: Manifest): Artifact {
  return {
    id: `${key}:${build}`,
    folder: join(folder, FILES),
    files: files.map(({ path, mode }) => ({ path, mode })),
  };
}

/** What changes when somebody changes a file; `undefined` when one is missing. Links to it change none of it. */
export function stampOf({ folder, files }: Artifact): string | undefined {
  try {
    return files.map(({ path }) => stampOfFile(join(folder, path))).join(' ');
  } catch {
    return undefined;
  }
}

function stampOfFile(path: string): string {
  const { ino, mode, size, mtimeMs } = lstatSync(path);
  return `${ino} ${mode} ${size} ${mtimeMs}`;
}
