import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkspaceJail } from '../workspace-jail.js';
import type { Conversation } from './conversation.js';
import { sendHostFile, takeHostFile } from './host-file.js';
import { byteString, decodeName, type WorkspacePath, workspacePath } from './names.js';
import { ASK, CONTENT_BYTES, encodeAsk, ended, WRITE } from './protocol.js';
import type { TransferOptions, Transferred } from './session-files.js';
import { withConversation } from './talk.js';
import { createPutter } from './write-many.js';

const AHEAD = 16; // files that are read while others are sent
const FOLDER_MODE = 0o755;

interface Found {
  /** Relative to the workspace. */
  readonly to: Buffer;
  readonly from: string | Buffer;
  readonly kind: 'file' | 'folder' | 'link';
  readonly mode: number;
  readonly size: number;
}

/** A file or folder of the host's, which belongs to the caller. Links are copied as links. */
export function upload(
  jail: WorkspaceJail,
  source: string,
  to: WorkspacePath,
  { signal }: TransferOptions = {},
): Promise<Transferred> {
  const skipped: string[] = [];
  const total = { files: 0, bytes: 0 };
  return withConversation(
    jail,
    async (tool) => {
      const sending: Sending = { jail, tool, put: createPutter(tool), signal };
      for await (const read of readAhead(find(Buffer.from(source), workspacePath(to), skipped))) {
        signal?.throwIfAborted();
        total.bytes += await send(sending, read);
        if (read.found.kind !== 'folder') total.files++;
      }
      await sending.put.finish();
      return { ...total, skipped };
    },
    signal,
  );
}

interface Sending {
  readonly jail: WorkspaceJail;
  readonly tool: Conversation;
  readonly put: ReturnType<typeof createPutter>;
  readonly signal: AbortSignal | undefined;
}

async function send({ jail, tool, put, signal }: Sending, { found, content }: Read): Promise<number> {
  const { to, from, kind, mode, size } = found;
  const shown = decodeName(to);
  const how = { flags: WRITE.PARENTS | WRITE.MODE, mode: mode & 0o777 };
  if (kind === 'folder') {
    put.follow(tool.ask(encodeAsk(ASK.MKDIR, 1, FOLDER_MODE, ended(to)), { syscall: 'mkdir', path: shown }));
  } else if (kind === 'link') {
    const frame = encodeAsk(ASK.SYMLINK, ended(content!), ended(to));
    put.follow(tool.ask(frame, { syscall: 'symlink', path: shown }));
  } else if (content) await put.add(to, content, how);
  else {
    const isTaken = await takeHostFile(jail, { path: from, mode, size }, to, how, signal);
    return isTaken ? size : sendHostFile(tool, from, to, how);
  }
  await tool.room();
  return kind === 'file' ? content!.length : 0;
}

/** Folders before what is in them. */
async function* find(from: Buffer, to: Buffer, skipped: string[]): AsyncGenerator<Found> {
  const facts = await lstat(from);
  const found = { from, to, mode: facts.mode, size: facts.size };
  if (facts.isFile()) yield { ...found, kind: 'file' };
  else if (facts.isSymbolicLink()) yield { ...found, kind: 'link' };
  else if (!facts.isDirectory()) skipped.push(decodeName(from));
  else {
    if (to.length > 0) yield { ...found, kind: 'folder' };
    for (const name of await readdir(from, { encoding: 'buffer' }))
      yield* find(joined(from, name), to.length > 0 ? joined(to, name) : name, skipped);
  }
}

function joined(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}

interface Read {
  readonly found: Found;
  /** Of small files and links. */
  readonly content: Buffer | undefined;
}

async function* readAhead(all: AsyncGenerator<Found>): AsyncGenerator<Read> {
  const waiting: Promise<Read>[] = [];
  for await (const found of all) {
    const reading = read(found);
    reading.catch(() => undefined); // it is awaited in its turn
    waiting.push(reading);
    if (waiting.length >= AHEAD) yield await waiting.shift()!;
  }
  for (const reading of waiting) yield await reading;
}

async function read(found: Found): Promise<Read> {
  if (found.kind === 'link') return { found, content: await readlink(found.from, { encoding: 'buffer' }) };
  if (found.kind === 'file' && found.size <= CONTENT_BYTES)
    return { found, content: await readFile(found.from) };
  return { found, content: undefined };
}

/** A path of the host for a byte string below a folder of ours. */
export function hostPath(folder: string, bytes: string): Buffer {
  return Buffer.from(byteString(Buffer.from(join(folder, '/'))) + bytes, 'latin1');
}
