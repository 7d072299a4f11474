import { mkdir, open, writeFile } from 'node:fs/promises';
import type { WorkspaceJail } from '../workspace-jail.js';
import { readRange } from './content.js';
import type { Conversation } from './conversation.js';
import { fileErrorOf } from './file-error.js';
import { decodeName, nameOfBytes, type WorkspacePath, workspacePath } from './names.js';
import { ASK, CONTENT_BYTES, type Entry, encodeAsk, ended } from './protocol.js';
import type { TransferOptions, Transferred } from './session-files.js';
import { kindOf } from './stats.js';
import { withConversation } from './talk.js';
import { hostPath } from './upload.js';
import { walk } from './walk.js';

const MAX_ENTRIES = 1_000_000;
const AHEAD = 64; // small files asked for at a time
const FOLDER_MODE = 0o700; // nobody else may put a link where the next file goes

/**
 * Brings a file or folder to a new path of the host. What it makes there are plain files and folders that did not
 * exist, with names that the tool's answers cannot lead elsewhere; links, pipes and devices are left out.
 */
export function download(
  jail: WorkspaceJail,
  path: WorkspacePath,
  to: string,
  { signal }: TransferOptions = {},
): Promise<Transferred> {
  const from = workspacePath(path);
  return withConversation(
    jail,
    async (tool) => {
      const facts = await tool.ask(encodeAsk(ASK.STAT, 1, ended(from)), {
        syscall: 'stat',
        path: decodeName(from),
      });
      const kind = kindOf(facts!.mode);
      if (kind === 'folder') return downloadFolder(tool, from, to, signal);
      if (kind !== 'file') throw fileErrorOf('ENOENT', { syscall: 'download', path: decodeName(from) });
      return { files: 1, bytes: await bring(tool, from, Buffer.from(to), facts!.mode), skipped: [] };
    },
    signal,
  );
}

async function downloadFolder(
  tool: Conversation,
  folder: Buffer,
  to: string,
  signal: AbortSignal | undefined,
): Promise<Transferred> {
  const found: { readonly path: string; readonly entry: Entry }[] = [];
  await walk(tool, folder, { most: MAX_ENTRIES }, (path, entry) => found.push({ path, entry }));
  await mkdir(to, { mode: FOLDER_MODE });
  const skipped: string[] = [];
  const total = { files: 0, bytes: 0 };
  const under = folder.length === 0 ? '' : `${folder.toString('latin1')}/`;
  const waiting: Promise<number>[] = [];
  for (const { path, entry } of found) {
    signal?.throwIfAborted();
    const kind = kindOf(entry.mode);
    if (kind === 'folder') await mkdir(hostPath(to, path), { mode: FOLDER_MODE });
    else if (kind !== 'file') skipped.push(nameOfBytes(path));
    else {
      const bringing = bring(
        tool,
        Buffer.from(under + path, 'latin1'),
        hostPath(to, path),
        entry.mode,
        entry.size,
      );
      bringing.catch(() => undefined);
      waiting.push(bringing);
      total.files++;
      if (waiting.length >= AHEAD) total.bytes += await waiting.shift()!;
    }
  }
  for (const bytes of waiting) total.bytes += await bytes;
  return { ...total, skipped };
}

/** A small file is asked for at once, a large one as it is written. */
async function bring(
  tool: Conversation,
  from: Buffer,
  to: Buffer,
  mode: number,
  size = CONTENT_BYTES + 1,
): Promise<number> {
  const options = { flag: 'wx', mode: mode & 0o777 } as const;
  const chunks = readRange(tool, from, decodeName(from));
  if (size <= CONTENT_BYTES) {
    const parts: Buffer[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const bytes = Buffer.concat(parts);
    await writeFile(to, bytes, options);
    return bytes.length;
  }
  await using file = await open(to, options.flag, options.mode);
  let bytes = 0;
  for await (const chunk of chunks) {
    await file.writeFile(chunk);
    bytes += chunk.length;
  }
  return bytes;
}
