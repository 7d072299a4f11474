import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type RunOptions } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const collected = async (script: string, collect: string[], more: Partial<RunOptions> = {}) => {
  const result = await runner.run({ argv: ['/bin/sh', '-c', script], collect, ...more } as RunOptions);
  expect(result).toMatchObject({ status: 'exited', exitCode: 0, stderr: '' });
  return result.files;
};
const ok = (content: string | Buffer, mode = 0o644) => ({ state: 'ok', content: Buffer.from(content), mode });

describe('run() with collect', () => {
  test('brings files back with bytes and modes', async () => {
    const script = String.raw`printf "a\000\377" > out.bin; mkdir d; echo deep > d/x; chmod 700 d/x; : > empty`;
    expect(await collected(script, ['out.bin', 'd/x', 'empty'])).toEqual({
      'out.bin': ok(Buffer.from([0x61, 0, 0xff])),
      'd/x': ok('deep\n', 0o700),
      empty: ok(''),
    });
  });

  test('brings all below a folder, by their own paths', async () => {
    const script =
      'mkdir -p out/a/b; echo 1 > out/1; echo 2 > out/a/2; echo 3 > out/a/b/3; echo no > outside';
    expect(await collected(script, ['out/'])).toEqual({
      'out/1': ok('1\n'),
      'out/a/2': ok('2\n'),
      'out/a/b/3': ok('3\n'),
    });
  });

  test('brings the job’s own files as the program left them', async () => {
    const files = [{ path: 'list', content: 'one\n' }];
    expect(await collected('echo two >> list', ['list'], { files })).toEqual({ list: ok('one\ntwo\n') });
  });

  test('brings 3 MiB byte-exact, beside stdout', async () => {
    const files = await collected('yes 0123456789abcde | head -c 3145728 | tee out', ['out']);
    expect(files.out).toEqual(ok('0123456789abcde\n'.repeat(3 * 65_536)));
  });

  test('brings what a program left that was ended by its limit', async () => {
    const result = await runner.run({
      argv: ['/bin/sh', '-c', 'echo half > out; sleep 9'],
      collect: ['out'],
      limits: { wallMs: 200 },
    });
    expect(result).toMatchObject({ status: 'limit-exceeded', files: { out: ok('half\n') } });
  });

  test('has paths with any bytes a name may have', async () => {
    expect(await collected("echo x > 'a b\n\"é'", ['a b\n"é'])).toEqual({ 'a b\n"é': ok('x\n') });
  });

  test('takes __proto__ for a file name', async () => {
    const files = await collected('echo x > __proto__', ['__proto__']);
    expect(Object.entries(files)).toEqual([['__proto__', ok('x\n')]]);
  });
});

describe('run() refuses to collect', () => {
  test.each([
    ['what is not there', ':', 'missing', 'missing'],
    ['below a file', 'echo x > f', 'f/x', 'missing'],
    ['a folder as a file', 'mkdir d', 'd', 'not-regular'],
    ['a symlink', 'echo x > real; ln -s real link', 'link', 'not-regular'],
    ['a symlink to the host', 'ln -s /etc/passwd link', 'link', 'not-regular'],
    ['through a symlink', 'ln -s /etc d', 'd/passwd', 'not-regular'],
    ['a magic link', 'ln -s /proc/self/fd d', 'd/0', 'not-regular'],
    ['a FIFO', 'mkfifo pipe', 'pipe', 'not-regular'],
    ['a file that nobody may read', 'echo x > secret; chmod 0 secret', 'secret', 'unreadable'],
  ])('%s', async (_, script, path, state) => {
    expect(await collected(script, [path])).toEqual({ [path]: { state } });
  });

  test('more than the file limit in all', async () => {
    const script = 'for i in 1 2 3; do head -c 3000000 /dev/zero > $i; done';
    const files = await collected(script, ['1', '2', '3'], { limits: { fileBytes: '8MiB' } });
    expect(Object.values(files).map(({ state }) => state)).toEqual(['ok', 'ok', 'too-large']);
  });

  test('sparse files that would not fit into the box, whatever space they take', async () => {
    const limits = { fileBytes: 64 * MiB, boxBytes: 2 * MiB };
    const files = await collected(
      'truncate -s 64M huge; truncate -s 2M fits; echo x > more',
      ['huge', 'fits', 'more'],
      { limits },
    );
    expect(files.huge).toEqual({ state: 'too-large' });
    expect(files.fits?.state === 'ok' && files.fits.content.equals(Buffer.alloc(2 * MiB))).toBe(true);
    expect(files.more).toEqual({ state: 'too-large' });
  });

  test('links, FIFOs and folders that nobody may enter, below a folder', async () => {
    const script =
      'mkdir -p d/closed d/sub; echo x > d/closed/x; chmod 0 d/closed; ln -s /etc d/etc; mkfifo d/pipe; echo y > d/sub/y';
    expect(await collected(script, ['d/'])).toEqual({
      'd/closed/': { state: 'unreadable' },
      'd/etc': { state: 'not-regular' },
      'd/pipe': { state: 'not-regular' },
      'd/sub/y': ok('y\n'),
    });
  });

  test('a folder that is a link or missing', async () => {
    expect(await collected('ln -s /etc etc', ['etc/', 'none/'])).toEqual({
      'etc/': { state: 'not-regular' },
      'none/': { state: 'missing' },
    });
  });

  test('more than 4,096 entries of a folder', async () => {
    const script = 'mkdir d; cd d; i=0; while [ $i -lt 4200 ]; do : > $i; i=$((i+1)); done';
    const files = await collected(script, ['d/'], { limits: { boxInodes: 8_192 } });
    expect(Object.values(files).filter(({ state }) => state === 'ok')).toHaveLength(4_096);
    expect(files['d/']).toEqual({ state: 'too-large' });
  });

  test('a path that leaves the folder, before anything runs', async () => {
    for (const path of ['../x', '/etc/passwd', 'a/../../x', '', '.', 'a//b', '/']) {
      const running = runner.run({ argv: ['/bin/true'], collect: [path] });
      await expect(running).rejects.toMatchObject({ code: 'INVALID_PATH', blame: 'caller' });
    }
  });
});
