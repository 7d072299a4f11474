import type { FileHandle } from 'node:fs/promises';

/** Where a line is in a file, in bytes, without its end. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A whole line of a file. */
export interface Line extends Span {
  readonly text: string;
}

const CHUNK_BYTES = 2 ** 20;
const NEWLINE = 0x0a;

/** The whole lines of a file, one after another. What stands behind the last line end is none. */
export async function* linesOf(file: FileHandle): AsyncGenerator<Line> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let begun: Buffer[] = [];
  let offset = 0;
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, at);
    if (bytesRead === 0) return;
    const bytes = Buffer.from(chunk.subarray(0, bytesRead));
    at += bytesRead;
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      const line = Buffer.concat([...begun, bytes.subarray(from, end)]);
      yield { offset, length: line.length, text: line.toString('utf8') };
      offset += line.length + 1;
      begun = [];
      from = end + 1;
    }
    if (from < bytesRead) begun.push(bytes.subarray(from));
  }
}
