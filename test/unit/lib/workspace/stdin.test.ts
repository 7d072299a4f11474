import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepStdin } from '../../../../lib/jail/step.js';
import { stepStdin } from '../../../../lib/workspace/stdin.js';

const INLINE = 65_536;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiff-stdin-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function chunksOf(stdin: StepStdin): Promise<Uint8Array[]> {
  if (stdin.kind !== 'chunks') throw new Error(stdin.kind);
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { value, done } = await stdin.chunks.next();
    if (done) return chunks;
    chunks.push(value);
  }
}

describe('stepStdin()', () => {
  test('is empty when there is none', async () => {
    expect(await stepStdin(undefined)).toEqual({ kind: 'empty' });
  });

  test('passes what fits with the request', async () => {
    expect(await stepStdin('é')).toEqual({ kind: 'bytes', bytes: Buffer.from('é') });
    expect(await stepStdin('')).toEqual({ kind: 'bytes', bytes: Buffer.alloc(0) });
    expect(await stepStdin(new Uint8Array(INLINE))).toMatchObject({ kind: 'bytes' });
  });

  test.each([INLINE + 1, 3 * INLINE, 3 * INLINE + 5])(
    'passes %d bytes in chunks that the gate takes',
    async (size) => {
      const bytes = Buffer.alloc(size, 'abc');
      const chunks = await chunksOf(await stepStdin(bytes));
      expect(chunks.every(({ length }) => length > 0 && length <= INLINE)).toBe(true);
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    },
  );

  test('cuts the chunks of a stream, and makes bytes of text', async () => {
    const source = Readable.from(['é', Buffer.alloc(INLINE + 1), Buffer.alloc(0), 'x']);
    const chunks = await chunksOf(await stepStdin(source));
    expect(chunks.map(({ length }) => length)).toEqual([2, INLINE, 1, 1]);
  });

  test('destroys a stream that is left, also while it brings nothing', async () => {
    const source = new PassThrough();
    const stdin = await stepStdin(source);
    if (stdin.kind !== 'chunks') throw new Error(stdin.kind);
    const waiting = stdin.chunks.next().catch(() => undefined);
    await stdin.chunks.return?.();
    await waiting;
    expect(source.destroyed).toBe(true);
  });

  test('reads a small file, and leaves a large one to be copied', async () => {
    const [small, large] = [join(folder, 'small'), join(folder, 'large')];
    writeFileSync(small, Buffer.alloc(INLINE, 'x'));
    writeFileSync(large, Buffer.alloc(INLINE + 1));
    expect(await stepStdin({ file: small })).toEqual({ kind: 'bytes', bytes: Buffer.alloc(INLINE, 'x') });
    expect(await stepStdin({ file: large })).toEqual({ kind: 'file', path: large });
  });

  test.each([
    ['none', 'ENOENT'],
    ['.', 'not a regular file'],
  ])('refuses what is no file: %s', async (name, why) => {
    await expect(stepStdin({ file: join(folder, name) })).rejects.toMatchObject({
      code: 'INVALID_PATH',
      blame: 'caller',
      message: expect.stringContaining(why),
    });
  });
});
