import type { Conversation } from './conversation.js';
import { fileErrorOf } from './file-error.js';
import { ANY_SIZE, ASK, CONTENT_BYTES, encodeAsk, ended, type Facts, WRITE } from './protocol.js';
import type { Askable } from './walk.js';

const WINDOW_BYTES = 2 ** 20; // asked for at a time, so that nobody is sent more than was taken
const NO_TIME = 0n;

/** Reads a whole file of at most `maxBytes`. @throws FileError EFBIG when there is more */
export async function readWhole(
  tool: Askable,
  path: Buffer,
  shown: string,
  maxBytes: number,
): Promise<{ readonly bytes: Buffer; readonly facts: Facts }> {
  const context = { syscall: 'open', path: shown };
  const chunks: Buffer[] = [];
  const frame = encodeAsk(ASK.READ, 0, 0n, BigInt(maxBytes) + 1n, ended(path));
  const facts = await tool.ask(frame, context, (piece) => {
    if (piece.type === 'content') chunks.push(piece.bytes);
  });
  const bytes = Buffer.concat(chunks);
  if (bytes.length > maxBytes) throw fileErrorOf('EFBIG', { ...context, syscall: 'read' });
  return { bytes, facts: facts! };
}

/** Reads a range as it is taken. A file that another one replaces meanwhile is an error, not a mixture. */
export async function* readRange(
  tool: Askable,
  path: Buffer,
  shown: string,
  { start = 0, end = Number.MAX_SAFE_INTEGER }: { readonly start?: number; readonly end?: number } = {},
): AsyncGenerator<Buffer> {
  const context = { syscall: 'read', path: shown };
  let first: Facts | undefined;
  const window = async (from: number) => {
    const chunks: Buffer[] = [];
    const length = Math.min(WINDOW_BYTES, end - from);
    const facts = await tool.ask(
      encodeAsk(ASK.READ, 0, BigInt(from), BigInt(length), ended(path)),
      context,
      (piece) => {
        if (piece.type === 'content') chunks.push(piece.bytes);
      },
    );
    first ??= facts;
    if (facts!.ino !== first!.ino || facts!.dev !== first!.dev) throw fileErrorOf('ESTALE', context);
    return { chunks, bytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0) };
  };
  let ahead: ReturnType<typeof window> | undefined = start < end ? window(start) : undefined;
  for (let at = start; ahead; ) {
    const { chunks, bytes } = await ahead;
    at += WINDOW_BYTES;
    ahead = bytes === WINDOW_BYTES && at < end ? window(at) : undefined;
    ahead?.catch(() => undefined); // it is awaited only when somebody goes on reading
    yield* chunks;
  }
}

/** How a file is written. */
export interface WriteHow {
  /** {@link WRITE} */
  readonly flags: number;
  readonly mode: number;
  readonly mtimeNs?: bigint;
}

/** Small content: one request, one answer. */
export function putFrame(path: Buffer, content: Uint8Array, { flags, mode, mtimeNs }: WriteHow): Buffer {
  const time = mtimeNs === undefined ? 0 : WRITE.TIME;
  return encodeAsk(ASK.PUT, flags | time, mode, mtimeNs ?? NO_TIME, ended(path), content);
}

/** Content of any size, in a conversation that nobody else uses meanwhile. */
export async function writeChunks(
  tool: Conversation,
  path: Buffer,
  shown: string,
  chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  { flags, mode, mtimeNs }: WriteHow,
): Promise<Facts> {
  const time = mtimeNs === undefined ? 0 : WRITE.TIME;
  await tool.send(encodeAsk(ASK.WRITE, flags | time, mode, mtimeNs ?? NO_TIME, ended(path)));
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let at = 0; at < bytes.length; at += CONTENT_BYTES)
      await tool.send(encodeAsk(ASK.MORE, bytes.subarray(at, at + CONTENT_BYTES)));
  }
  return (await tool.ask(encodeAsk(ASK.CLOSE, ANY_SIZE), { syscall: 'write', path: shown }))!;
}
