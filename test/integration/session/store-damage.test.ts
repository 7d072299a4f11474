import {
  appendFileSync,
  chmodSync,
  readdirSync,
  readFileSync,
  rmSync,
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
import { type FolderJail, openFolderJail } from '../../support/folder-jail.js';
import { fillTree } from '../../support/sample-tree.js';
import { treeOf } from '../../support/tree-of.js';

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
const packs = () => readdirSync(join(folder, 'packs'));

const fill = () => fillTree(place.folder);

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
