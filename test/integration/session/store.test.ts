import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type SnapshotStore } from '../../../lib/session/store/store.js';
import type { WorkspaceJail } from '../../../lib/session/workspace-jail.js';
import { type FolderJail, openFolderJail } from '../../support/folder-jail.js';
import { fillTree } from '../../support/sample-tree.js';
import { treeOf } from '../../support/tree-of.js';

const TICK_MS = 50; // changes within one tick of the kernel's clock are read again

let place: FolderJail;
let other: FolderJail;
let folder: string;
let store: SnapshotStore;
beforeEach(async () => {
  place = await openFolderJail();
  other = await openFolderJail();
  folder = await mkdtemp(join(tmpdir(), 'bailiff-store-'));
  store = await openStore(folder);
});
afterEach(async () => {
  await place[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
const there = (...path: string[]) => join(place.folder, ...path);

const fill = () => fillTree(place.folder);

describe('SnapshotStore', () => {
  test('a snapshot restores the same tree', async () => {
    fill();
    const { id, files, bytes, skipped } = await store.snapshot(place.jail);
    expect({ files, bytes, skipped }).toEqual({ files: 4, bytes: 3_000_006, skipped: [] });
    await store.restore(id, other.jail);
    expect(treeOf(other.folder)).toEqual(treeOf(place.folder));
  });

  test('only what changed is read and stored', async () => {
    fill();
    const first = await store.snapshot(place.jail);
    await wait(TICK_MS);
    const second = await store.snapshot(place.jail, { since: first.id });
    appendFileSync(there('a/two'), ' more');
    writeFileSync(there('new'), 'new');
    rmSync(there('empty'));
    const third = await store.snapshot(place.jail, { since: second.id });
    expect([first.addedBytes, second.addedBytes, third.addedBytes]).toEqual([3_000_006, 0, 11]);
    await store.restore(third.id, other.jail);
    expect(treeOf(other.folder)).toEqual(treeOf(place.folder));
  });

  test('equal contents are stored once', async () => {
    writeFileSync(there('a'), 'same');
    writeFileSync(there('b'), 'same');
    writeFileSync(there('large1'), Buffer.alloc(5_000_000, 'x'));
    writeFileSync(there('large2'), Buffer.alloc(5_000_000, 'x'));
    writeFileSync(there('z'), 'last');
    const { id, addedBytes } = await store.snapshot(place.jail);
    expect(addedBytes).toBe(5_000_008);
    await store.restore(id, other.jail);
    expect(treeOf(other.folder)).toEqual(treeOf(place.folder));
  });

  test('a change that keeps size and time is seen', async () => {
    writeFileSync(there('f'), 'aaaa');
    utimesSync(there('f'), 5, 5);
    await wait(TICK_MS);
    const first = await store.snapshot(place.jail);
    writeFileSync(there('f'), 'bbbb');
    utimesSync(there('f'), 5, 5);
    const second = await store.snapshot(place.jail, { since: first.id });
    await store.restore(second.id, other.jail);
    expect(readFileSync(join(other.folder, 'f'), 'utf8')).toBe('bbbb');
  });

  test('what was restored is not read again', async () => {
    fill();
    const { id } = await store.snapshot(place.jail);
    const { since } = await store.restore(id, other.jail);
    await wait(TICK_MS);
    writeFileSync(join(other.folder, 'new'), 'new');
    let told = 0;
    const counting: WorkspaceJail = {
      run: (argv, options) =>
        other.jail.run(argv, {
          ...options,
          onStdout: (chunk) => {
            told += chunk.length;
            options?.onStdout?.(chunk);
          },
        }),
    };
    expect((await store.snapshot(counting, { since })).addedBytes).toBe(3);
    expect(told).toBeLessThan(4_096);
  });

  test('sparse files take what their data takes', async () => {
    execFileSync('truncate', ['-s', '1T', there('sparse')]);
    execFileSync('dd', [
      'if=/dev/urandom',
      `of=${there('sparse')}`,
      'bs=4096',
      'count=1',
      'seek=1000000',
      'conv=notrunc',
      'status=none',
    ]);
    const { id, addedBytes } = await store.snapshot(place.jail);
    expect(addedBytes).toBeLessThan(100_000);
    await store.restore(id, other.jail);
    const [a, b] = [there('sparse'), join(other.folder, 'sparse')].map((path) => ({
      size: lstatSync(path).size,
      data: execFileSync('dd', [`if=${path}`, 'bs=4096', 'count=1', 'skip=1000000', 'status=none']),
    }));
    expect(b).toEqual(a);
  });

  test('pipes are left out and named; names that are no UTF-8 are kept', async () => {
    execFileSync('mkfifo', [there('pipe')]);
    const odd = Buffer.concat([Buffer.from(`${place.folder}/`), Buffer.from([0xff, 0x0a, 0xfe])]);
    writeFileSync(odd, 'odd');
    chownSync(odd, 1000, 1000);
    const { id, skipped } = await store.snapshot(place.jail);
    expect(skipped).toEqual(['pipe']);
    await store.restore(id, other.jail);
    expect(readdirSync(other.folder, { encoding: 'buffer' })).toEqual([Buffer.from([0xff, 0x0a, 0xfe])]);
  });

  test('many snapshots are folded into few packs, and none loses a content', async () => {
    let since: string | undefined;
    for (let i = 0; i < 40; i++) {
      writeFileSync(there(`f${i}`), `content ${i}`);
      writeFileSync(there('changing'), `${i}`.repeat(1_000));
      since = (await store.snapshot(place.jail, { since, label: 's' })).id;
    }
    await store.restore(since!, other.jail);
    expect(treeOf(other.folder)).toEqual(treeOf(place.folder));
    const { packs: used } = JSON.parse(
      readFileSync(join(folder, 'snapshots', since!), 'utf8').split('\n')[1]!,
    );
    expect(used.length).toBeLessThan(30);
  });
});
