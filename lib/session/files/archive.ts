import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { BailiffError } from '../../errors.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { readRange, readWhole } from './content.js';
import { Conversation } from './conversation.js';
import { nameOfBytes, type WorkspacePath, workspacePath } from './names.js';
import type { Entry } from './protocol.js';
import type { ArchiveOptions } from './session-files.js';
import { kindOf } from './stats.js';
import { tarEnd, tarHeader, tarPadding } from './tar-writer.js';
import { walk } from './walk.js';
import { createZipWriter } from './zip-writer.js';

const MAX_ENTRIES = 1_000_000;
const MAX_BYTES = 64 * 2 ** 30; // a sparse file costs nothing to have and all of its size to send
const MAX_ZIPPED_FILE_BYTES = 256 * 2 ** 20; // each is in memory once
const NS_PER_MS = 1_000_000n;

interface Found {
  /** As the archive has it: below the folder. */
  readonly path: string;
  readonly from: Buffer;
  readonly entry: Entry;
}

/**
 * A folder as an archive. Its files are read in a jail, as they are taken; what is put around them here are headers,
 * and nothing of theirs is looked at. Links are kept as links; pipes, sockets and devices are left out.
 */
export function archive(
  jail: WorkspaceJail,
  folder: WorkspacePath,
  { format = 'tar', signal }: ArchiveOptions = {},
): Readable {
  const bytes = workspacePath(folder);
  const chunks = withFound(jail, bytes, signal, format === 'zip' ? zipChunks : tarChunks);
  const stream = Readable.from(chunks, { objectMode: false });
  if (format !== 'tar.gz') return stream;
  const zipped = createGzip({ level: 6 });
  stream.once('error', (error) => zipped.destroy(error));
  zipped.once('close', () => stream.destroy());
  return stream.pipe(zipped);
}

/** The tool's process ends with the last chunk, or when nobody takes any more. */
async function* withFound(
  jail: WorkspaceJail,
  folder: Buffer,
  signal: AbortSignal | undefined,
  chunksOf: (tool: Conversation, found: readonly Found[]) => AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  const tool = new Conversation(jail, signal);
  let isDone = false;
  try {
    yield* chunksOf(tool, await find(tool, folder));
    isDone = true;
  } finally {
    if (!isDone) tool.abort(new Error('the archive is no longer read'));
    await tool.close();
  }
}

async function find(tool: Conversation, folder: Buffer): Promise<Found[]> {
  const found: Found[] = [];
  const under = folder.length === 0 ? '' : `${folder.toString('latin1')}/`;
  let bytes = 0;
  await walk(tool, folder, { most: MAX_ENTRIES }, (path, entry) => {
    const kind = kindOf(entry.mode);
    if (kind !== 'file' && kind !== 'folder' && kind !== 'symlink') return;
    if (kind === 'file') bytes += entry.size;
    found.push({ path, from: Buffer.from(under + path, 'latin1'), entry });
  });
  if (bytes > MAX_BYTES)
    throw new BailiffError('TOO_LARGE', `Cannot archive ${bytes} bytes: at most ${MAX_BYTES} are allowed`);
  return found;
}

async function* tarChunks(tool: Conversation, found: readonly Found[]): AsyncGenerator<Buffer> {
  for (const { path, from, entry } of found) {
    yield tarHeader(path, entry);
    if (kindOf(entry.mode) !== 'file') continue;
    let left = entry.size;
    for await (const chunk of readRange(tool, from, nameOfBytes(path), { end: entry.size })) {
      left -= chunk.length;
      yield chunk;
    }
    for (; left > 0; left -= Math.min(left, ZEROS.length)) yield ZEROS.subarray(0, left); // it was cut short meanwhile
    yield tarPadding(entry.size);
  }
  yield tarEnd();
}

const ZEROS = Buffer.alloc(65_536);

async function* zipChunks(tool: Conversation, found: readonly Found[]): AsyncGenerator<Buffer> {
  const zip = createZipWriter();
  for (const { path, from, entry } of found) {
    const kind = kindOf(entry.mode);
    const content =
      kind === 'file'
        ? (await readWhole(tool, from, nameOfBytes(path), MAX_ZIPPED_FILE_BYTES)).bytes
        : Buffer.from(entry.target, 'latin1');
    yield await zip.add({
      name: kind === 'folder' ? `${path}/` : path,
      mode: entry.mode,
      modifiedAt: new Date(Number(entry.mtimeNs / NS_PER_MS)),
      content,
    });
  }
  yield zip.end();
}
