import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFiles } from '../../../lib/session/files/files.js';
import type { SessionFiles } from '../../../lib/session/files/session-files.js';
import { type FolderJail, openFolderJail } from '../../support/folder-jail.js';

const TRIES = 400; // and more, until one has met the link
/** Where a path may come out of a look at a tree that changes: never anywhere else. */
const EXPECTED = /^(EXDEV|ENOENT|ENOTDIR|ELOOP|EEXIST|ESTALE|EISDIR|ENOTEMPTY|EACCES|EAGAIN|EINVAL)$/;

let place: FolderJail;
let files: SessionFiles;
let swapping: ReturnType<typeof spawn>;
beforeEach(async () => {
  place = await openFolderJail();
  files = openFiles(place.jail);
  mkdirSync(join(place.folder, '..', 'outside'));
  chmodSync(join(place.folder, '..', 'outside'), 0o777);
  writeFileSync(join(place.folder, '..', 'outside', 'secret'), 'secret');
  // "d" is a folder, a link that leads out, and not there, in turns, as fast as can be
  swapping = spawn(
    'python3',
    [
      '-c',
      [
        'import os, shutil',
        'steps = [lambda: os.mkdir("d"), lambda: shutil.rmtree("d"), lambda: os.symlink("../outside", "d"), lambda: os.unlink("d")]',
        'while True:',
        ' for step in steps:',
        '  try: step()',
        '  except OSError: pass',
      ].join('\n'),
    ],
    { cwd: place.folder, stdio: 'ignore' },
  );
});
afterEach(async () => {
  swapping.kill('SIGKILL');
  await files.close();
  await place[Symbol.asyncDispose]();
});

describe('a folder that somebody swaps with a link that leads out', () => {
  test('is never written, read, listed or removed through', async () => {
    const seen: string[] = [];
    const note = (error: NodeJS.ErrnoException) => seen.push(String(error.code));
    let written = 0;
    for (let i = 0; i < TRIES || (!seen.includes('EXDEV') && i < 20 * TRIES); i++) {
      await Promise.all([
        files.writeFile(`d/f${i}`, 'x', { parents: true }).then(() => written++, note),
        files.readFile('d/secret', 'utf8').then((text) => seen.push(`read ${text}`), note),
        files.readdir('d').then((names) => seen.push(...names.filter((name) => name === 'secret')), note),
        files.rm('d', { recursive: true, force: true }).catch(note),
        files.mkdir(`d/${i}/x`, { recursive: true }).catch(note),
      ]);
    }
    expect(seen.filter((what) => !EXPECTED.test(what))).toEqual([]);
    expect(readdirSync(join(place.folder, '..', 'outside'))).toEqual(['secret']);
    expect(readFileSync(join(place.folder, '..', 'outside', 'secret'), 'utf8')).toBe('secret');
    expect(written).toBeGreaterThan(0);
    expect(seen).toContain('EXDEV');
  });
});
