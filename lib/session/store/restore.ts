import { randomBytes } from 'node:crypto';
import type { Conversation } from '../files/conversation.js';
import { decodeName } from '../files/names.js';
import { ANY_SIZE, ASK, CONTENT_BYTES, encodeAsk, ended, WRITE } from '../files/protocol.js';
import { kindOf } from '../files/stats.js';
import { withConversation } from '../files/talk.js';
import { walk } from '../files/walk.js';
import { createPutter } from '../files/write-many.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { type Layout, writeWhole } from './layout.js';
import { damaged, type Manifest, type StoredEntry, stampOf } from './manifest.js';
import { PackReader } from './pack-reader.js';

const RECORD_BYTES = 16;
const OWNER_RIGHTS = 0o700;

type Putter = ReturnType<typeof createPutter>;

/**
 * Puts a snapshot into an empty workspace, and notes what its files look like there, so that the next snapshot needs to
 * read only what changed since. Resolves with the name of that note.
 */
export async function putSnapshot(
  layout: Layout,
  id: string,
  manifest: Manifest,
  jail: WorkspaceJail,
  signal?: AbortSignal,
): Promise<string> {
  const stamps = await withConversation(
    jail,
    async (tool) => {
      await using reader = new PackReader(layout, id, manifest.packs);
      const put = createPutter(tool);
      for (const entry of manifest.entries) await putEntry(tool, put, reader, entry, id);
      for (const entry of manifest.entries.toReversed())
        if (kindOf(entry.mode) === 'folder') finishFolder(tool, put, entry);
      await put.finish();
      return stampsOf(tool, manifest);
    },
    signal,
  );
  const token = `${id}.${randomBytes(4).toString('hex')}`;
  await writeWhole(layout, layout.marks, token, JSON.stringify(stamps));
  return token;
}

async function putEntry(
  tool: Conversation,
  put: Putter,
  reader: PackReader,
  entry: StoredEntry,
  id: string,
): Promise<void> {
  const path = Buffer.from(entry.path, 'latin1');
  const shown = decodeName(path);
  const kind = kindOf(entry.mode);
  await tool.room();
  if (kind === 'folder') {
    const frame = encodeAsk(ASK.MKDIR, 0, (entry.mode & 0o777) | OWNER_RIGHTS, ended(path));
    put.follow(tool.ask(frame, { syscall: 'mkdir', path: shown }));
  } else if (kind === 'symlink') {
    const target = Buffer.from(entry.target ?? '', 'latin1');
    put.follow(
      tool.ask(encodeAsk(ASK.SYMLINK, ended(target), ended(path)), { syscall: 'symlink', path: shown }),
    );
  } else if (entry.blob?.[4]) await putSparse(tool, reader, entry, path, shown, id);
  else {
    const how = { flags: WRITE.NEW | WRITE.MODE, mode: entry.mode & 0o7777, mtimeNs: BigInt(entry.mtimeNs) };
    if (entry.size > CONTENT_BYTES) await putLarge(tool, reader, entry, path, shown);
    else await put.add(path, await whole(reader, entry), how);
  }
}

async function whole(reader: PackReader, { blob }: StoredEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  if (blob) for await (const chunk of reader.read(blob)) chunks.push(chunk);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function begin(tool: Conversation, { mode, mtimeNs }: StoredEntry, path: Buffer): Promise<void> {
  const flags = WRITE.NEW | WRITE.MODE | WRITE.TIME;
  return tool.send(encodeAsk(ASK.WRITE, flags, mode & 0o7777, BigInt(mtimeNs), ended(path)));
}

async function putLarge(
  tool: Conversation,
  reader: PackReader,
  entry: StoredEntry,
  path: Buffer,
  shown: string,
): Promise<void> {
  await begin(tool, entry, path);
  for await (const chunk of reader.read(entry.blob!))
    for (let at = 0; at < chunk.length; at += CONTENT_BYTES)
      await tool.send(encodeAsk(ASK.MORE, chunk.subarray(at, at + CONTENT_BYTES)));
  await tool.ask(encodeAsk(ASK.CLOSE, ANY_SIZE), { syscall: 'write', path: shown });
}

/** Data with its places; the rest are holes again. */
async function putSparse(
  tool: Conversation,
  reader: PackReader,
  entry: StoredEntry,
  path: Buffer,
  shown: string,
  id: string,
): Promise<void> {
  const records = await whole(reader, entry);
  await begin(tool, entry, path);
  for (let at = 0; at < records.length; ) {
    if (records.length - at < RECORD_BYTES) throw damaged(id, 'a content is not what was stored');
    const length = Number(records.readBigUInt64LE(at + 8));
    await tool.send(encodeAsk(ASK.SEEK, records.readBigUInt64LE(at)));
    await tool.send(encodeAsk(ASK.MORE, records.subarray(at + RECORD_BYTES, at + RECORD_BYTES + length)));
    at += RECORD_BYTES + length;
  }
  await tool.ask(encodeAsk(ASK.CLOSE, BigInt(entry.size)), { syscall: 'write', path: shown });
}

/** Its own rights and time, when nothing more goes into it. */
function finishFolder(tool: Conversation, put: Putter, { path: bytes, mode, mtimeNs }: StoredEntry): void {
  const path = ended(Buffer.from(bytes, 'latin1'));
  const time = BigInt(mtimeNs);
  const context = { syscall: 'chmod', path: decodeName(path.subarray(0, -1)) };
  put.follow(tool.ask(encodeAsk(ASK.UTIMES, 0, time, time, path), context));
  if ((mode & OWNER_RIGHTS) !== OWNER_RIGHTS || mode & 0o7022)
    put.follow(tool.ask(encodeAsk(ASK.CHMOD, mode & 0o7777, path), context));
}

/** In the order of the manifest's entries. */
async function stampsOf(tool: Conversation, manifest: Manifest): Promise<string[]> {
  const stamps = new Map<string, string>();
  await walk(tool, '', { forced: true, most: manifest.entries.length + 1 }, (path, entry) => {
    if (kindOf(entry.mode) === 'file') stamps.set(path, stampOf(entry));
  });
  return manifest.entries.map(({ path }) => stamps.get(path) ?? '');
}
