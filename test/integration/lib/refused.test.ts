import { afterAll, describe, expect, test } from 'vitest';
import { BailiffError, createRunner, type RunOptions } from '../../../lib/index.js';
import { processesOf } from '../../support/leftovers.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
const UIDS = ownUids();
const runner = createRunner({ uids: UIDS });
afterAll(() => runner.close());

const py = (more: object): unknown => ({ language: 'python', code: '', ...more });
const files = (...paths: string[]) => ({
  argv: ['/bin/true'],
  files: paths.map((path) => ({ path, content: '' })),
});

const REFUSED: readonly [string, unknown, string][] = [
  ['nothing', undefined, 'INVALID_OPTIONS'],
  ['null', null, 'INVALID_OPTIONS'],
  ['neither language nor argv', {}, 'INVALID_OPTIONS'],
  ['an unknown option', py({ timeout: 5 }), 'INVALID_OPTIONS'],
  ['argv and language', { argv: ['/bin/true'], language: 'c' }, 'INVALID_OPTIONS'],
  ['an empty argv', { argv: [] }, 'INVALID_OPTIONS'],
  ['an empty name', { argv: [''] }, 'INVALID_OPTIONS'],
  ['neither code nor files', { language: 'python' }, 'INVALID_OPTIONS'],
  ['code and files', py({ files: [{ path: 'main.py', content: '' }] }), 'INVALID_OPTIONS'],
  [
    'a main that is not there',
    py({ code: undefined, files: [{ path: 'a.py', content: '' }], main: 'b.py' }),
    'INVALID_OPTIONS',
  ],
  [
    'no file of the language',
    { language: 'python', files: [{ path: 'a.txt', content: '' }] },
    'INVALID_OPTIONS',
  ],
  ['a NUL byte in argv', { argv: ['/bin/echo', 'a\0b'] }, 'INVALID_OPTIONS'],
  ['a NUL byte in args', py({ args: ['a\0b'] }), 'INVALID_OPTIONS'],
  ['a NUL byte in env', py({ env: { A: 'a\0b' } }), 'INVALID_OPTIONS'],
  ['an env name with "="', py({ env: { 'A=B': '' } }), 'INVALID_OPTIONS'],
  ['a NUL byte in a path', files('a\0b'), 'INVALID_OPTIONS'],
  ['an unknown limit', py({ limits: { cpu: 1 } }), 'INVALID_OPTIONS'],
  ['a limit of zero', py({ limits: { cpuMs: 0 } }), 'INVALID_OPTIONS'],
  ['a negative limit', py({ limits: { memoryBytes: -1 } }), 'INVALID_OPTIONS'],
  ['a limit that is no number', py({ limits: { wallMs: Number.NaN } }), 'INVALID_OPTIONS'],
  ['endless time', py({ limits: { wallMs: Number.POSITIVE_INFINITY } }), 'INVALID_OPTIONS'],
  ['a limit above its ceiling', py({ limits: { cpuMs: '2000min' } }), 'INVALID_LIMITS'],
  ['too little memory for anything', py({ limits: { memoryBytes: 4_096 } }), 'INVALID_LIMITS'],
  ['a path that leaves', files('../x'), 'INVALID_PATH'],
  ['a path that leaves later', files('a/../../x'), 'INVALID_PATH'],
  ['an absolute path', files('/etc/passwd'), 'INVALID_PATH'],
  ['an empty path', files(''), 'INVALID_PATH'],
  ['a path of dots', files('./x'), 'INVALID_PATH'],
  ['a folder’s path', files('x/'), 'INVALID_PATH'],
  ['one path twice', files('x', 'x'), 'INVALID_PATH'],
  ['a file where a folder is', files('x', 'x/y'), 'INVALID_PATH'],
  ['a path too deep', files(`${'d/'.repeat(17)}x`), 'INVALID_PATH'],
  ['a name too long', files('x'.repeat(256)), 'INVALID_PATH'],
  ['a lone surrogate', files('\ud800'), 'INVALID_PATH'],
  ['501 files', files(...Array.from({ length: 501 }, (_, i) => `${i}`)), 'TOO_LARGE'],
  [
    'more than 32 MiB',
    { argv: ['/bin/true'], files: [{ path: 'x', content: Buffer.alloc(32 * MiB + 1) }] },
    'TOO_LARGE',
  ],
  ['source code of more than 32 MiB', py({ code: Buffer.alloc(32 * MiB + 1) }), 'TOO_LARGE'],
  ['an unknown language', { language: 'algol', code: '' }, 'UNKNOWN_LANGUAGE'],
];

describe('run() refuses, as the caller’s fault and before anything runs', () => {
  test.each(REFUSED)('%s', async (_, options, code) => {
    const before = await processesOf(UIDS);
    const error = await runner.run(options as RunOptions).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BailiffError);
    expect(error).toMatchObject({ code, blame: 'caller' });
    expect((error as Error).message).toMatch(/^Cannot /);
    expect((error as Error).message).not.toMatch(/\.$/);
    expect(await processesOf(UIDS)).toEqual(before);
  });
});

describe('run() takes as much as it may', () => {
  test('500 files', async () => {
    const options = files(...Array.from({ length: 500 }, (_, i) => `d/${i}`));
    const result = await runner.run({ ...options, argv: ['/bin/sh', '-c', 'ls d | wc -l'] });
    expect(result).toMatchObject({ stdout: '500\n' });
  });

  test('32 MiB', async () => {
    const content = Buffer.alloc(32 * MiB, 'x');
    const result = await runner.run({
      argv: ['/usr/bin/stat', '-c', '%s', 'x'],
      files: [{ path: 'x', content }],
    });
    expect(result).toMatchObject({ stdout: `${32 * MiB}\n` });
  });

  test('15 folders deep, and names of 255 bytes', async () => {
    const path = `${'d/'.repeat(15)}${'é'.repeat(127)}x`;
    expect(await runner.run({ argv: ['/bin/ls', path], files: [{ path, content: '' }] })).toMatchObject({
      stdout: `${path}\n`,
    });
  });
});
