import { type FileHandle, open } from 'node:fs/promises';
import type { WriteHow } from './content.js';
import type { Conversation } from './conversation.js';
import { decodeName } from './names.js';
import { ANY_SIZE, ASK, encodeAsk, ended, HEADER_BYTES, WRITE } from './protocol.js';

const READ_BYTES = 2 ** 20 - HEADER_BYTES;

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
