import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { BailiffError } from '../../errors.js';

const STALE_MS = 3_600_000; // nobody writes to one file for an hour without a byte

/** The folders of a store. Only its owner may look into them. */
export interface Layout {
  /** Contents, many in one file: read-only, never changed. */
  readonly packs: string;
  /** One file for each snapshot: it is there when its file is. */
  readonly snapshots: string;
  /** What workspaces that were restored looked like right after it. */
  readonly marks: string;
  /** What is not finished; whatever is found there when nobody works is of no use. */
  readonly incoming: string;
}

export async function openLayout(folder: string): Promise<Layout> {
  const layout = {
    packs: join(folder, 'packs'),
    snapshots: join(folder, 'snapshots'),
    marks: join(folder, 'marks'),
    incoming: join(folder, 'incoming'),
  };
  await Promise.all(Object.values(layout).map((path) => mkdir(path, { recursive: true, mode: 0o700 }))).catch(
    storageFault,
  );
  await sweepStale(layout.incoming);
  return layout;
}

/** A file aside, which {@link publish} gives its name. Read-only from the start, for all but its maker. */
export async function openIncoming({ incoming }: Layout): Promise<{ path: string; file: FileHandle }> {
  const path = join(incoming, randomUUID());
  return { path, file: await open(path, 'wx', 0o400).catch(storageFault) };
}

/** Brings it to the disk, then to its name, then the name to the disk: it is whole or not there. */
export async function publish(file: FileHandle, path: string, folder: string, name: string): Promise<void> {
  await file.sync();
  await file.close();
  await rename(path, join(folder, name));
  await using names = await open(folder, 'r');
  await names.sync();
}

/** Writes a small file whole. */
export async function writeWhole(
  layout: Layout,
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const { path, file } = await openIncoming(layout);
  try {
    await file.writeFile(content);
    await publish(file, path, folder, name);
  } catch (cause) {
    await file.close().catch(() => undefined); // it may be closed
    await unlink(path).catch(ignoreMissing);
    return storageFault(cause);
  }
}

export function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}

/** @throws BailiffError STORAGE_FAILED with what the system said; errors of ours as they are. */
export function storageFault(cause: unknown): never {
  const code = (cause as NodeJS.ErrnoException).code;
  if (cause instanceof BailiffError || !/^E[A-Z]+$/.test(code ?? '') || !('syscall' in (cause as object)))
    throw cause;
  const fix =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'free some space, or remove snapshots'
      : 'see that it may be written to';
  throw new BailiffError('STORAGE_FAILED', `Cannot write to the snapshot store (${code}): ${fix}`, { cause });
}

async function sweepStale(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const facts = await stat(path).catch(ignoreMissing);
    if (facts && Date.now() - facts.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}
