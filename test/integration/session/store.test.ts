import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
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
const own = () => execFileSync('chown', ['-hR', '1000:1000', place.folder]);
const packs = () => readdirSync(join(folder, 'packs'));

/** Names, modes, times, targets and contents of a tree. */
function treeOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(root, name);
      const facts = lstatSync(path);
      const content = facts.isFile()
        ? readFileSync(path, 'latin1')
        : facts.isSymbolicLink()
          ? readlinkSync(path)
          : '';
      const time = facts.isSymbolicLink() ? '' : facts.mtimeMs;
      return `${name} ${facts.mode.toString(8)} ${time} ${content}`;
    });
}

function fill() {
  mkdirSync(there('a/b'), { recursive: true });
  writeFileSync(there('a/b/one'), 'one');
  writeFileSync(there('a/two'), 'two', { mode: 0o755 });
  writeFileSync(there('empty'), '');
  writeFileSync(there('large'), Buffer.alloc(3_000_000, 'large'));
  symlinkSync('/etc/passwd', there('out'));
  chmodSync(there('a/b'), 0o500);
  utimesSync(there('a'), 1_000, 2_000);
  own();
}

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

describe('a store that is not well', () => {
  test.each([
    ['cut short', (path: string) => truncateSync(path, 1_000_000)],
    ['changed', (path: string) => writeFileSync(path, Buffer.alloc(3_000_006, 'evil'))],
    ['gone', (path: string) => rmSync(path)],
  ])('contents that are %s are not restored', async (_, damage) => {
    fill();
    const { id } = await store.snapshot(place.jail);
    const path = join(folder, 'packs', packs()[0]!);
    chmodSync(path, 0o600);
    damage(path);
    await expect(store.restore(id, other.jail)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  });

  test('a list that was changed is not used, and another snapshot can be taken', async () => {
    fill();
    const { id } = await store.snapshot(place.jail);
    const path = join(folder, 'snapshots', id);
    chmodSync(path, 0o600);
    appendFileSync(path, ' ');
    await expect(store.restore(id, other.jail)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    const next = await store.snapshot(place.jail, { since: id });
    await store.restore(next.id, other.jail);
    expect(treeOf(other.folder)).toEqual(treeOf(place.folder));
  });

  test('what is not there is not found', async () => {
    await expect(store.restore('0'.repeat(32), other.jail)).rejects.toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
    });
    await expect(store.restore('../../etc/passwd', other.jail)).rejects.toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
    });
    await expect(store.snapshot(place.jail, { since: '../x' })).rejects.toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
    });
  });
});

describe('retention', () => {
  test('by count for each label, with those that must stay', async () => {
    const ids: Record<string, string[]> = { a: [], b: [] };
    for (let i = 0; i < 3; i++)
      for (const label of ['a', 'b']) {
        writeFileSync(there('f'), `${label}${i}`);
        ids[label]!.push((await store.snapshot(place.jail, { label })).id);
        await wait(2);
      }
    const gone = await store.trim({ count: 1, keep: [ids.a![0]!] });
    expect(gone.sort()).toEqual([ids.a![1]!, ids.b![0]!, ids.b![1]!].sort());
    expect((await store.list()).map(({ id }) => id)).toEqual([ids.b![2]!, ids.a![2]!, ids.a![0]!]);
  });

  test('contents that nobody has go, when nobody can be about to use them', async () => {
    writeFileSync(there('f'), 'first');
    const { id } = await store.snapshot(place.jail);
    writeFileSync(there('f'), 'second');
    const second = await store.snapshot(place.jail);
    await store.remove(id);
    await store.trim();
    expect(packs()).toHaveLength(2);
    for (const name of packs()) utimesSync(join(folder, 'packs', name), 1, 1);
    await store.trim();
    expect(packs()).toHaveLength(1);
    await store.restore(second.id, other.jail);
    expect(readFileSync(join(other.folder, 'f'), 'utf8')).toBe('second');
    expect(await store.trim({ maxAgeMs: -1 })).toEqual([second.id]);
  });
});
