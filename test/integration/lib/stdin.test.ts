import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Stdin } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
const runner = createRunner({ uids: ownUids() });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-stdin-'));
});
afterAll(async () => {
  await runner.close();
  await rm(folder, { recursive: true });
});

const cat = async (stdin: Stdin) =>
  (await runner.run({ argv: ['/bin/cat'], stdin, encoding: 'buffer' })).stdout;
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(folder, digest(bytes));
  await writeFile(path, bytes);
  return path;
}

describe('run() with stdin', () => {
  test('is empty when none is given', async () => {
    expect(await runner.run({ argv: ['/usr/bin/wc', '-c'] })).toMatchObject({ stdout: '0\n' });
  });

  test('takes a string as UTF-8', async () => {
    expect(await runner.run({ argv: ['/bin/cat'], stdin: 'héllo 🎉\n' })).toMatchObject({
      stdout: 'héllo 🎉\n',
    });
  });

  test.each(['', 'no line end', '\0\0', '\r\n'])('keeps %j as it is', async (text) => {
    expect((await cat(text)).toString()).toBe(text);
  });
});

const SIZES = [0, 1, 65_535, 65_536, 65_537, MiB, 3 * MiB];
const WAYS: readonly [string, (bytes: Buffer) => Stdin | Promise<Stdin>][] = [
  ['bytes', (bytes) => bytes],
  ['a stream', (bytes) => Readable.from([bytes])],
  ['a file', async (bytes) => ({ file: await fileOf(bytes) })],
];

describe.each(WAYS)('stdin from %s', (_, make) => {
  test.each(SIZES)('is byte-exact with %d bytes', async (size) => {
    const bytes = randomBytes(size);
    const received = await cat(await make(bytes));
    expect(received.length).toBe(size);
    expect(digest(received)).toBe(digest(bytes));
  });
});

describe('stdin from a stream', () => {
  test('reaches the program as it comes', async () => {
    const stdin = new PassThrough();
    const lines: string[] = [];
    const running = runner.run({
      argv: ['/bin/sh', '-c', 'while read -r line; do echo "got $line"; done'],
      stdin,
      onStdout: (chunk) => lines.push(chunk.toString()),
    });
    for (const word of ['one', 'two']) {
      stdin.write(`${word}\n`);
      await expect.poll(() => lines.join(''), { timeout: 5_000 }).toContain(`got ${word}\n`);
    }
    stdin.end();
    expect(await running).toMatchObject({ stdout: 'got one\ngot two\n', exitCode: 0 });
  });

  test('takes many small chunks, strings and bytes, from a generator', async () => {
    async function* chunks() {
      for (let i = 0; i < 500; i++) yield i % 2 ? `${i}\n` : Buffer.from(`${i}\n`);
    }
    const expected = Array.from({ length: 500 }, (_, i) => `${i}\n`).join('');
    expect((await cat(chunks())).toString()).toBe(expected);
  });

  test('takes chunks without bytes', async () => {
    expect(
      (await cat(Readable.from([Buffer.alloc(0), Buffer.from('x'), Buffer.alloc(0), 'y']))).toString(),
    ).toBe('xy');
  });

  test('that fails rejects with its own error, and the next call works', async () => {
    async function* broken() {
      yield 'some';
      throw new RangeError('the disk is gone');
    }
    await expect(cat(broken())).rejects.toThrow(new RangeError('the disk is gone'));
    expect((await cat('next')).toString()).toBe('next');
  });

  test('that fails when its program is gone leaves the next program alone', async () => {
    const single = createRunner({ uids: ownUids(), concurrency: 1, parked: 1 });
    async function* late() {
      yield 'x';
      await sleep(300);
      throw new RangeError('too late to matter');
    }
    try {
      expect(await single.run({ argv: ['/bin/true'], stdin: late() })).toMatchObject({ exitCode: 0 });
      expect(await single.run({ argv: ['/bin/sleep', '0.6'] })).toMatchObject({ exitCode: 0 });
    } finally {
      await single.close();
    }
  });

  test('that never ends does not hold a program that reads none of it', async () => {
    const source = new PassThrough();
    source.write('x');
    expect(await runner.run({ argv: ['/bin/true'], stdin: source })).toMatchObject({ exitCode: 0 });
    if (!source.destroyed) await once(source, 'close');
  });

  test('is not read far ahead of the program', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) {
        taken += 65_536;
        yield Buffer.alloc(65_536);
        await sleep(1);
      }
    }
    const result = await runner.run({ argv: ['/bin/sleep', '9'], stdin: endless(), limits: { wallMs: 500 } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect(taken).toBeLessThan(MiB);
  });
});

describe('stdin that the program leaves', () => {
  test.each([1, MiB])('is dropped: %d bytes', async (size) => {
    const result = await runner.run({ argv: ['/bin/true'], stdin: Buffer.alloc(size) });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
  });

  test('is dropped after its first bytes', async () => {
    const result = await runner.run({ argv: ['/usr/bin/head', '-c', '5'], stdin: 'x'.repeat(3 * MiB) });
    expect(result).toMatchObject({ exitCode: 0, stdout: 'xxxxx' });
  });
});

describe('stdin from a file', () => {
  test('can be sought when it is large', async () => {
    const path = await fileOf(Buffer.concat([Buffer.alloc(MiB), Buffer.from('tail')]));
    const result = await runner.run({ argv: ['/usr/bin/tail', '-c', '4'], stdin: { file: path } });
    expect(result).toMatchObject({ stdout: 'tail' });
  });

  test.each([10, 2 * MiB])('is left as it was: %d bytes', async (size) => {
    const bytes = randomBytes(size);
    const path = await fileOf(bytes);
    const script = 'chmod 777 /proc/self/fd/0; echo x > /proc/self/fd/0; echo x >&0; cat > /dev/null';
    await runner.run({ argv: ['/bin/sh', '-c', script], stdin: { file: path } });
    let left = Buffer.alloc(0);
    for await (const chunk of createReadStream(path)) left = Buffer.concat([left, chunk as Buffer]);
    expect(digest(left)).toBe(digest(bytes));
  });

  test.each(['missing', '.'])('that is none is the caller’s fault: %s', async (name) => {
    await expect(cat({ file: join(folder, name) })).rejects.toMatchObject({ code: 'INVALID_PATH' });
  });
});
