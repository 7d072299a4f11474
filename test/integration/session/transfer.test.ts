import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { FileChange } from '../../../lib/session/files/session-files.js';
import { workspacePerTest } from '../../support/workspace-per-test.js';

const own = workspacePerTest();
const { there, here } = own;
const all = (folder: string) =>
  execFileSync('find', ['.', '-mindepth', '1', '-printf', '%P\\0'], { cwd: folder })
    .toString('latin1')
    .split('\0')
    .filter(Boolean)
    .sort();

describe('upload() and download()', () => {
  test('move folders with modes, links, large files and odd names', async () => {
    const odd = Buffer.concat([Buffer.from(here('src/')), Buffer.from([0xff, 0x0a])]);
    mkdirSync(here('src/a/empty'), { recursive: true });
    writeFileSync(odd, 'odd');
    writeFileSync(here('src/run'), 'r', { mode: 0o755 });
    writeFileSync(here('src/a/large'), Buffer.alloc(1_500_000, 'large'));
    symlinkSync('../run', here('src/a/link'));
    execFileSync('mkfifo', [here('src/pipe')]);
    const up = await own.files.upload(here('src'), 'uploads');
    expect(up).toEqual({ files: 4, bytes: 1_500_004, skipped: [here('src/pipe')] });
    expect(readlinkSync(there('uploads/a/link'))).toBe('../run');
    expect(lstatSync(there('uploads/run')).mode & 0o777).toBe(0o755);
    const down = await own.files.download('uploads', here('back'));
    expect(down).toEqual({ files: 3, bytes: 1_500_004, skipped: ['a/link'] });
    expect(all(here('back'))).toEqual(['a', 'a/empty', 'a/large', 'run', '\xff\n']);
    expect(readFileSync(here('back/a/large')).equals(readFileSync(here('src/a/large')))).toBe(true);
  });

  test('one file goes to its new name, and nothing of the host is written over', async () => {
    writeFileSync(here('f'), 'content');
    expect(await own.files.upload(here('f'), 'x/y')).toMatchObject({ files: 1, bytes: 7 });
    expect(readFileSync(there('x/y'), 'utf8')).toBe('content');
    await own.files.download('x/y', here('g'));
    expect(readFileSync(here('g'), 'utf8')).toBe('content');
    await expect(own.files.download('x/y', here('f'))).rejects.toMatchObject({ code: 'EEXIST' });
    symlinkSync('nowhere', here('l'));
    await expect(own.files.download('x', here('l'))).rejects.toMatchObject({ code: 'EEXIST' });
  });

  test('a very large file is copied by the kernel when everybody may read it, else sent', async () => {
    const bytes = 70 * 2 ** 20;
    for (const [name, mode, started] of [
      ['shared', 0o644, 2],
      ['own', 0o600, 1],
    ] as const) {
      writeFileSync(here(name), Buffer.alloc(bytes, name), { mode });
      const before = own.place.started();
      expect(await own.files.upload(here(name), `deep/${name}`)).toEqual({ files: 1, bytes, skipped: [] });
      expect(own.place.started() - before).toBe(started);
      execFileSync('cmp', [here(name), there('deep', name)]);
      expect(lstatSync(there('deep', name)).mode & 0o777).toBe(mode);
    }
  });

  test('can be cancelled', async () => {
    const abort = new AbortController();
    abort.abort(new Error('enough'));
    await expect(own.files.upload(here(), 'x', { signal: abort.signal })).rejects.toThrow('enough');
  });
});

test('watch() tells what was made, changed and removed', async () => {
  await own.files.writeFile('old', '1');
  const abort = new AbortController();
  const seen: FileChange[] = [];
  const watching = (async () => {
    for await (const change of own.files.watch('.', { intervalMs: 30, signal: abort.signal })) {
      seen.push(change);
      if (seen.length === 3) abort.abort();
    }
  })();
  const has = (filename: string) =>
    expect.poll(() => seen.some((change) => change.filename === filename)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await own.files.writeFile('new', '1');
  await has('new');
  await own.files.appendFile('old', '2');
  await has('old');
  await own.files.rm('new');
  await watching;
  expect(seen).toEqual([
    { eventType: 'rename', filename: 'new' },
    { eventType: 'change', filename: 'old' },
    { eventType: 'rename', filename: 'new' },
  ]);
  chmodSync(there('old'), 0o644);
});
