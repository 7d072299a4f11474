import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ArtifactFile } from '../../../lib/program-entry.js';
import { ProgramStore } from '../../../lib/program-store.js';

const MiB = 2 ** 20;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bailiff-store-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const file = (path: string, content: string, mode = 0o555): ArtifactFile => ({
  path,
  mode,
  content: Buffer.from(content),
});
const programs = () => readdirSync(join(home, 'programs')).sort();
/** As if last used so many minutes ago. */
const age = (name: string, minutes: number) => {
  const at = new Date(Date.now() - minutes * 60_000);
  utimesSync(join(home, 'programs', name), at, at);
};

describe('ProgramStore', () => {
  test('gives back what it was given, with modes and folders', async () => {
    const store = new ProgramStore(join(home, 'programs'), MiB);
    const artifact = await store.put('key', [file('program', 'one'), file('lib/data', 'two', 0o444)]);
    expect(artifact.files).toEqual([
      { path: 'program', mode: 0o555 },
      { path: 'lib/data', mode: 0o444 },
    ]);
    expect(readFileSync(join(artifact.folder, 'lib/data'), 'utf8')).toBe('two');
    expect(statSync(join(artifact.folder, 'program')).mode & 0o777).toBe(0o555);
    expect(await new ProgramStore(join(home, 'programs'), MiB).get('key')).toEqual(artifact);
  });

  test('has nothing for another key', async () => {
    expect(await new ProgramStore(join(home, 'programs'), MiB).get('key')).toBeUndefined();
  });

  test('keeps its folder from other users', () => {
    new ProgramStore(join(home, 'programs'), MiB);
    expect(statSync(join(home, 'programs')).mode & 0o777).toBe(0o700);
  });

  test('leaves nothing of what cannot be written', async () => {
    const store = new ProgramStore(join(home, 'programs'), MiB);
    const clash = [file('a', 'x'), file('a/b', 'y')];
    await expect(store.put('key', clash)).rejects.toMatchObject({ code: 'STORAGE_FAILED', blame: 'host' });
    expect(programs()).toEqual([]);
    expect(await store.get('key')).toBeUndefined();
  });

  test('takes the program that another put there in the meantime', async () => {
    const [one, two] = [
      new ProgramStore(join(home, 'programs'), MiB),
      new ProgramStore(join(home, 'programs'), MiB),
    ];
    const [first, second] = await Promise.all([
      one.put('key', [file('p', 'same')]),
      two.put('key', [file('p', 'same')]),
    ]);
    expect(first).toEqual(second);
    expect(programs()).toEqual(['key']);
  });

  test.each(['', '{', '{"bytes":1}', '[]', '{"bytes":"1","files":[]}'])(
    'does not use, and replaces, a program whose manifest is damaged: %j',
    async (text) => {
      const store = new ProgramStore(join(home, 'programs'), MiB);
      await store.put('key', [file('p', 'old')]);
      writeFileSync(join(home, 'programs/key/manifest.json'), text);
      const next = new ProgramStore(join(home, 'programs'), MiB);
      expect(await next.get('key')).toBeUndefined();
      const artifact = await next.put('key', [file('p', 'new')]);
      expect(readFileSync(join(artifact.folder, 'p'), 'utf8')).toBe('new');
      expect(programs()).toEqual(['key']);
    },
  );

  const entry = (name: string) => join(home, 'programs', name);
  const program = () => join(entry('key'), 'files/p');
  const damages: Record<string, () => void> = {
    'a file is cut short': () => truncateSync(program(), 3),
    'a file has other bytes of the same number': () => writeFileSync(program(), 'evil'),
    'a file has another mode': () => chmodSync(program(), 0o4755),
    'a file is a link to another with the same bytes': () => {
      writeFileSync(join(home, 'twin'), 'good', { mode: 0o555 });
      rmSync(program());
      symlinkSync(join(home, 'twin'), program());
    },
    'a file is a FIFO': () => {
      rmSync(program());
      execFileSync('mkfifo', ['-m', '555', program()]);
    },
    'a file is missing': () => rmSync(program()),
    'it is another program, moved here': () => {
      rmSync(entry('key'), { recursive: true });
      renameSync(entry('other'), entry('key'));
    },
    'it is a file': () => {
      rmSync(entry('key'), { recursive: true });
      writeFileSync(entry('key'), '');
    },
  };

  test.each(Object.keys(damages))(
    'neither uses nor still holds, and replaces, a program when %s',
    async (name) => {
      const store = new ProgramStore(join(home, 'programs'), MiB);
      await store.put('other', [file('p', 'else')]);
      const artifact = await store.put('key', [file('p', 'good')]);
      expect(store.holds(artifact)).toBe(true);
      damages[name]!();
      expect(store.holds(artifact)).toBe(false);
      expect(await store.get('key')).toBeUndefined();
      expect(await new ProgramStore(join(home, 'programs'), MiB).get('key')).toBeUndefined();
      const again = await store.put('key', [file('p', 'good')]);
      expect(again.id).not.toBe(artifact.id); // else a cell would go on with what it has
      expect(readFileSync(program(), 'utf8')).toBe('good');
      expect(store.holds(again)).toBe(true);
      expect(programs().filter((found) => found.startsWith('.'))).toEqual([]);
    },
  );

  test('links to a program change nothing: it is still held', async () => {
    const store = new ProgramStore(join(home, 'programs'), MiB);
    const artifact = await store.put('key', [file('p', 'good')]);
    linkSync(program(), join(home, 'of-a-cell'));
    expect(store.holds(artifact)).toBe(true);
    expect(await new ProgramStore(join(home, 'programs'), MiB).get('key')).toEqual(artifact);
  });

  test.each(['../out', '/etc/passwd', 'a/../../b', '.'])(
    'takes no path out of an entry from a manifest: %s',
    async (path) => {
      const store = new ProgramStore(join(home, 'programs'), MiB);
      await store.put('key', [file('p', 'good')]);
      const manifest = join(entry('key'), 'manifest.json');
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"p"', JSON.stringify(path)));
      expect(await new ProgramStore(join(home, 'programs'), MiB).get('key')).toBeUndefined();
    },
  );

  test('drops the longest unused when they pass the limit', async () => {
    // An entry of one small file takes four blocks.
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      await new ProgramStore(join(home, 'programs'), MiB).put(name, [file('p', 'x'.repeat(400))]);
      age(name, 10 - i);
    }
    await new ProgramStore(join(home, 'programs'), MiB).get('a'); // used just now
    await new ProgramStore(join(home, 'programs'), 40_000).put('d', [file('p', 'x'.repeat(400))]);
    expect(programs()).toEqual(['a', 'd']);
  });

  test('never drops what was used a moment ago, by itself or another', async () => {
    const store = new ProgramStore(join(home, 'programs'), 500);
    for (const name of ['a', 'b', 'c']) await store.put(name, [file('p', 'x'.repeat(400))]);
    expect(programs()).toEqual(['a', 'b', 'c']);
  });

  test('drops a program that it once gave out and nobody uses any more, and knows that', async () => {
    const store = new ProgramStore(join(home, 'programs'), 500);
    const artifact = await store.put('a', [file('p', 'x')]);
    age('a', 1);
    await store.put('b', [file('p', 'y')]);
    expect(programs()).toEqual(['b']);
    expect(store.holds(artifact)).toBe(false);
  });

  test('two of them fill and trim one folder at once', async () => {
    const stores = [
      new ProgramStore(join(home, 'programs'), 500),
      new ProgramStore(join(home, 'programs'), 500),
    ];
    for (let i = 0; i < 20; i++) await stores[0]!.put(`old-${i}`, [file('p', 'x')]);
    for (let i = 0; i < 20; i++) age(`old-${i}`, 5);
    const puts = stores.flatMap((store, n) =>
      Array.from({ length: 10 }, (_, i) => store.put(`new-${n}-${i % 5}`, [file('p', 'x')])),
    );
    const artifacts = await Promise.all(puts);
    expect(programs().filter((name) => !name.startsWith('new-'))).toEqual([]);
    for (const artifact of artifacts) expect(existsSync(join(artifact.folder, 'p'))).toBe(true);
  });

  test('removes drafts that nobody finishes, not those of today', async () => {
    const store = new ProgramStore(join(home, 'programs'), 1_000);
    for (const name of ['.draft-old', '.gone-old', '.draft-new']) mkdirSync(entry(name));
    age('.draft-old', 61);
    age('.gone-old', 61);
    await store.put('key', [file('p', 'x')]);
    expect(programs()).toEqual(['.draft-new', 'key']);
  });

  test('with 0 bytes keeps programs for itself, until it is closed', async () => {
    const shared = new ProgramStore(join(home, 'programs'), MiB);
    await shared.put('key', [file('p', 'shared')]);
    const own = new ProgramStore(join(home, 'programs'), 0);
    expect(await own.get('key')).toBeUndefined();
    const artifact = await own.put('key', [file('p', 'own')]);
    expect(readFileSync(join(artifact.folder, 'p'), 'utf8')).toBe('own');
    expect(await own.get('key')).toEqual(artifact);
    own.close();
    expect(programs()).toEqual(['key']);
    expect((await shared.get('key'))?.files).toHaveLength(1);
  });

  test('sweeps what killed processes kept for themselves, not what a living one has', async () => {
    const own = new ProgramStore(join(home, 'programs'), 0);
    const dead = join(home, 'programs', '.own-4194305-x'); // above the largest pid that there can be
    mkdirSync(dead);
    await new ProgramStore(join(home, 'programs'), 1_000).put('key', [file('p', 'x')]);
    expect(programs()).toEqual([expect.stringMatching(new RegExp(`^\\.own-${process.pid}-`)), 'key']);
    own.close();
  });
});
