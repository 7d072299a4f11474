import { z } from 'zod';
import { BailiffError } from '../../errors.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { fileError } from './file-error.js';
import { type WorkspacePath, workspacePath } from './names.js';
import { runPython } from './python.js';
import type { Transferred, UnpackOptions } from './session-files.js';
import { UNPACK_PROGRAM } from './unpack-program.js';

const MAX_BYTES = 2 ** 30;
const MAX_ENTRIES = 100_000;
const WALL_MS = 10 * 60_000;
const ANSWER_BYTES = 64 * 2 ** 20;

const Answer = z.union([
  z.object({ files: z.number(), bytes: z.number(), skipped: z.array(z.string()) }),
  z.object({ refused: z.string(), name: z.string(), errno: z.number().nullish() }),
]);

/**
 * Unpacks a tar, plain or compressed, or a ZIP, in the jail: none of it is read on the host. It is looked over first: of an
 * archive with a path that leads out, an entry below a link, one that is there twice, or more than allowed, nothing is made.
 *
 * @throws BailiffError ARCHIVE_REFUSED; an error of node:fs when the workspace is full.
 */
export async function unpack(
  jail: WorkspaceJail,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  to: WorkspacePath,
  { format, maxBytes = MAX_BYTES, maxEntries = MAX_ENTRIES, signal }: UnpackOptions = {},
): Promise<Transferred> {
  const answer = Answer.parse(
    await runPython(jail, {
      program: UNPACK_PROGRAM,
      args: [
        workspacePath(to).toString('hex'),
        format === 'tar.gz' ? 'tar' : (format ?? ''),
        String(maxBytes),
        String(maxEntries),
      ],
      stdin: source,
      wallMs: WALL_MS,
      stdoutBytes: ANSWER_BYTES,
      signal,
      purpose: 'unpack the archive',
    }),
  );
  if ('files' in answer) return answer;
  if (answer.errno) throw fileError(answer.errno, { syscall: 'unpack', path: answer.name });
  const entry = answer.name === '' ? 'it' : JSON.stringify(answer.name);
  throw new BailiffError('ARCHIVE_REFUSED', `Cannot unpack the archive: ${entry} ${answer.refused}`);
}
