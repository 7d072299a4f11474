import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { openStore } from '../../../lib/session/store/store.js';
import { type FolderJail, openFolderJail } from '../../support/folder-jail.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';

const KILLS = 8;
const LOOP = new URL('fixtures/snapshot-loop.mjs', import.meta.url).pathname;
const STORE = new URL('../../../dist/lib/session/store/store.js', import.meta.url).pathname;

let place: FolderJail;
let folder: string;
beforeEach(async () => {
  place = await openFolderJail();
  folder = await mkdtemp(join(tmpdir(), 'bailiff-store-'));
});
afterEach(async () => {
  await place[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('a snapshot exists whole or not at all, whenever its maker is killed', async () => {
  const { path: native } = await findNative({ home: homePath() });
  let told = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const source = await mkdtemp(join(folder, 'source-'));
    const child = spawn(process.execPath, [LOOP, STORE, native, source, join(folder, 'store')]);
    const ids: string[] = [];
    child.stdout.on('data', (chunk) => ids.push(...String(chunk).trim().split('\n')));
    await expect.poll(() => ids.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
    await wait(kill * 7);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    told += ids.length;
    const store = await openStore(join(folder, 'store'));
    const there = (await store.list()).map(({ id }) => id);
    expect(there).toEqual(expect.arrayContaining(ids));
  }
  const store = await openStore(join(folder, 'store'));
  const all = await store.list();
  expect(all.length).toBeGreaterThanOrEqual(told);
  for (const { id, label } of all) {
    await using target = await openFolderJail();
    await store.restore(id, target.jail);
    const contents = new Set(
      readdirSync(target.folder).map((name) => readFileSync(join(target.folder, name), 'utf8')),
    );
    expect([...contents]).toEqual([`${label} `.repeat(20_000)]);
  }
});

test.skipIf(lacks(IS_ROOT))('a full store says so, and what was in it is still good', async () => {
  const small = join(folder, 'small');
  mkdirSync(small);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'bailiff-test', small]);
  try {
    const store = await openStore(small);
    writeFileSync(join(place.folder, 'f'), 'x'.repeat(500_000));
    const { id } = await store.snapshot(place.jail);
    writeFileSync(join(place.folder, 'g'), 'y'.repeat(900_000));
    await expect(store.snapshot(place.jail, { since: id })).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('ENOSPC'),
    });
    expect(readdirSync(join(small, 'incoming'))).toEqual([]);
    await using target = await openFolderJail();
    await store.restore(id, target.jail);
    expect(readFileSync(join(target.folder, 'f'), 'utf8')).toBe('x'.repeat(500_000));
  } finally {
    execFileSync('umount', [small]);
  }
});
