import { Readable } from 'node:stream';
import { z } from 'zod';
import { BailiffError } from '../../errors.js';
import { type FileContext, fileError } from './file-error.js';
import { shownPath, type WorkspacePath, workspacePath } from './names.js';
import { PACK_PROGRAM } from './pack-program.js';
import { ASK, encodeAsk, ended } from './protocol.js';
import { type PythonStream, streamPython } from './python.js';
import type { ArchiveOptions, ArchiveStream, Transferred } from './session-files.js';
import type { Talk } from './talk.js';

const MAX_ENTRIES = 1_000_000;
const MAX_BYTES = 64 * 2 ** 30; // a sparse file costs nothing to have and all of its size to send
const LEAVE_BYTES = 2 ** 20;
const WALL_MS = 30 * 60_000;

const Said = z.union([
  z.object({ files: z.number(), bytes: z.number(), skipped: z.array(z.string()) }),
  z.object({ refused: z.string() }),
  z.object({ errno: z.number() }),
]);

/**
 * A folder as an archive, made in a jail as it is taken: none of it is looked at here. Links are kept as links; pipes,
 * sockets, devices, and what cannot be read are left out, and named.
 */
export function archive(talk: Talk, folder: WorkspacePath, options: ArchiveOptions = {}): ArchiveStream {
  const transferred = Promise.withResolvers<Transferred>();
  transferred.promise.catch(() => undefined); // not everybody asks
  const stream = Readable.from(packed(talk, folder, options, transferred.resolve), { objectMode: false });
  stream.once('error', transferred.reject);
  stream.once('close', () => transferred.reject(new Error('the archive was not read to its end')));
  return Object.assign(stream, { transferred: transferred.promise });
}

async function* packed(
  talk: Talk,
  folder: WorkspacePath,
  { format = 'tar', signal }: ArchiveOptions,
  tell: (transferred: Transferred) => void,
): AsyncGenerator<Uint8Array> {
  const context = { syscall: 'archive', path: shownPath(folder) };
  const root = await realPath(talk, workspacePath(folder), context);
  const stream = streamPython(talk.jail, {
    program: PACK_PROGRAM,
    args: [root.toString('hex'), format, ...[MAX_BYTES, MAX_ENTRIES, LEAVE_BYTES].map(String)],
    wallMs: WALL_MS,
    leaveBytes: LEAVE_BYTES,
    signal,
    purpose: 'make the archive',
  });
  yield* stream.chunks;
  tell(await transferredBy(stream, context));
}

/** By the file tool, which lets no path lead out of the workspace. */
async function realPath(talk: Talk, path: Buffer, context: FileContext): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await talk.ask(encodeAsk(ASK.REALPATH, ended(path)), context, (piece) => {
    if (piece.type === 'content') chunks.push(piece.bytes);
  });
  return Buffer.concat(chunks);
}

async function transferredBy(stream: PythonStream, context: FileContext): Promise<Transferred> {
  const said = Said.parse(await stream.said());
  if ('errno' in said) throw fileError(said.errno, context);
  if ('refused' in said)
    throw new BailiffError('TOO_LARGE', `Cannot make an archive of "${context.path}": ${said.refused}`);
  return said;
}
