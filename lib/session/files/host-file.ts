import { type FileHandle, open, realpath } from 'node:fs/promises';
import type { WorkspaceJail } from '../workspace-jail.js';
import type { WriteHow } from './content.js';
import type { Conversation } from './conversation.js';
import { isFileError } from './file-error.js';
import { decodeName } from './names.js';
import { ANY_SIZE, ASK, encodeAsk, ended, HEADER_BYTES, WRITE } from './protocol.js';
import { withConversation } from './talk.js';

const SHOWN_BYTES = 64 * 2 ** 20; // a jail of its own takes longer to start than less takes to be sent
const READABLE_BY_OTHERS = 0o004; // the programs' user is nobody that the host knows
const READ_BYTES = 2 ** 20 - HEADER_BYTES;

/**
 * Lets a jail that is shown the file make a copy, by the kernel alone. False when it must be sent instead: it is small, not
 * for everybody to read, or has a name that is no text.
 */
export async function takeHostFile(
  jail: WorkspaceJail,
  source: { readonly path: string | Buffer; readonly mode: number; readonly size: number },
  to: Buffer,
  { flags, mode }: WriteHow,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = source.path.toString();
  if (source.size < SHOWN_BYTES || !(source.mode & READABLE_BY_OTHERS)) return false;
  if (!Buffer.from(path).equals(Buffer.from(source.path))) return false;
  const frame = encodeAsk(ASK.TAKE, 0, flags, mode, ended(to));
  const ask = (tool: Conversation) => tool.ask(frame, { syscall: 'copyfile', path, dest: decodeName(to) });
  try {
    await withConversation(jail, ask, signal, await realpath(path));
    return true;
  } catch (error) {
    if (isFileError(error, 'EBADF')) return false; // the jail was not shown it
    throw error;
  }
}

/** Sends a large file of the host's. Each piece is read to where it is sent from, while the one before it is on its way. */
export async function sendHostFile(
  tool: Conversation,
  from: string | Buffer,
  to: Buffer,
  { flags, mode }: WriteHow,
): Promise<number> {
  await using file = await open(from, 'r');
  await tool.send(encodeAsk(ASK.WRITE, flags & ~WRITE.TIME, mode, 0n, ended(to)));
  let bytes = 0;
  for (let next = readFrame(file); ; ) {
    const frame = await next;
    if (frame.length === HEADER_BYTES) break;
    next = readFrame(file);
    next.catch(() => undefined); // it is awaited next
    bytes += frame.length - HEADER_BYTES;
    await tool.send(frame);
  }
  await tool.ask(encodeAsk(ASK.CLOSE, ANY_SIZE), { syscall: 'write', path: decodeName(to) });
  return bytes;
}

async function readFrame(file: FileHandle): Promise<Buffer> {
  const frame = Buffer.allocUnsafeSlow(HEADER_BYTES + READ_BYTES);
  const { bytesRead } = await file.read(frame, HEADER_BYTES, READ_BYTES);
  frame.writeUInt32LE(ASK.MORE.charCodeAt(0), 0);
  frame.writeUInt32LE(bytesRead, 4);
  return frame.subarray(0, HEADER_BYTES + bytesRead);
}
