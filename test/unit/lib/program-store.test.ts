import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ArtifactFile, ProgramStore } from '../../../lib/program-store.js';

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
    const store = new ProgramStore(home, MiB);
    const artifact = await store.put('key', [file('program', 'one'), file('lib/data', 'two', 0o444)]);
    expect(artifact.files).toEqual([
      { path: 'program', mode: 0o555 },
      { path: 'lib/data', mode: 0o444 },
    ]);
    expect(readFileSync(join(artifact.folder, 'lib/data'), 'utf8')).toBe('two');
    expect(statSync(join(artifact.folder, 'program')).mode & 0o777).toBe(0o555);
    expect(await new ProgramStore(home, MiB).get('key')).toEqual(artifact);
  });

  test('has nothing for another key', async () => {
    expect(await new ProgramStore(home, MiB).get('key')).toBeUndefined();
  });

  test('keeps its folder from other users', () => {
    new ProgramStore(home, MiB);
    expect(statSync(join(home, 'programs')).mode & 0o777).toBe(0o700);
  });

  test('leaves nothing of what cannot be written', async () => {
    const store = new ProgramStore(home, MiB);
    const clash = [file('a', 'x'), file('a/b', 'y')];
    await expect(store.put('key', clash)).rejects.toMatchObject({ code: 'STORAGE_FAILED', blame: 'host' });
    expect(programs()).toEqual([]);
    expect(await store.get('key')).toBeUndefined();
  });

  test('takes the program that another put there in the meantime', async () => {
    const [one, two] = [new ProgramStore(home, MiB), new ProgramStore(home, MiB)];
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
      const store = new ProgramStore(home, MiB);
      await store.put('key', [file('p', 'old')]);
      writeFileSync(join(home, 'programs/key/manifest.json'), text);
      expect(await store.get('key')).toBeUndefined();
      const artifact = await store.put('key', [file('p', 'new')]);
      expect(readFileSync(join(artifact.folder, 'p'), 'utf8')).toBe('new');
      expect(programs()).toEqual(['key']);
    },
  );

  test('drops the longest unused when they pass the limit', async () => {
    for (const [i, name] of ['a', 'b', 'c'].entries()) {
      await new ProgramStore(home, MiB).put(name, [file('p', 'x'.repeat(400))]);
      age(name, 10 - i);
    }
    await new ProgramStore(home, MiB).get('a'); // used just now
    await new ProgramStore(home, 1_000).put('d', [file('p', 'x'.repeat(400))]);
    expect(programs()).toEqual(['a', 'd']);
  });

  test('never drops what it has given out', async () => {
    const store = new ProgramStore(home, 500);
    for (const name of ['a', 'b', 'c']) await store.put(name, [file('p', 'x'.repeat(400))]);
    expect(programs()).toEqual(['a', 'b', 'c']);
  });

  test('removes drafts that nobody finishes, not those of today', async () => {
    const store = new ProgramStore(home, MiB);
    for (const name of ['.draft-old', '.draft-new']) mkdirSync(join(home, 'programs', name));
    age('.draft-old', 61);
    await store.put('key', [file('p', 'x')]);
    expect(programs()).toEqual(['.draft-new', 'key']);
  });

  test('with 0 bytes keeps programs for itself, until it is closed', async () => {
    const shared = new ProgramStore(home, MiB);
    await shared.put('key', [file('p', 'shared')]);
    const own = new ProgramStore(home, 0);
    expect(await own.get('key')).toBeUndefined();
    const artifact = await own.put('key', [file('p', 'own')]);
    expect(readFileSync(join(artifact.folder, 'p'), 'utf8')).toBe('own');
    expect(await own.get('key')).toEqual(artifact);
    own.close();
    expect(programs()).toEqual(['key']);
    expect((await shared.get('key'))?.files).toHaveLength(1);
  });

  test('sweeps what killed processes kept for themselves, not what a living one has', async () => {
    const own = new ProgramStore(home, 0);
    const dead = join(home, 'programs', '.own-4194305-x'); // above the largest pid that there can be
    mkdirSync(dead);
    await new ProgramStore(home, MiB).put('key', [file('p', 'x')]);
    expect(programs()).toEqual([expect.stringMatching(new RegExp(`^\\.own-${process.pid}-`)), 'key']);
    own.close();
  });
});
