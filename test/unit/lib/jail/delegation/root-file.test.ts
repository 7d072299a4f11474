import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rootFileStep } from '../../../../../lib/jail/delegation/root-file.js';
import { IS_ROOT, lacks } from '../../../../support/requirements.js';

const STRANGER = 60_130;

let folder: string;
let path: string;
const said: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-root-file-'));
  path = join(folder, 'etc', 'bailiff', 'file');
  said.length = 0;
});
afterEach(() => rm(folder, { recursive: true }));

const step = () =>
  rootFileStep({
    path,
    content: 'content\n',
    detail: 'a file',
    onMade: async () => void said.push('made'),
    onRemoved: async () => void said.push('removed'),
  });

describe.skipIf(lacks(IS_ROOT))('a file of root’s', () => {
  test('is made with its folders, for everybody to read and for root to write, and goes again', async () => {
    expect(step().state()).toBe('absent');
    await step().make();
    expect(step().state()).toBe('done');
    expect(readFileSync(path, 'utf8')).toBe('content\n');
    expect(lstatSync(path).mode & 0o777).toBe(0o644);
    expect(lstatSync(join(folder, 'etc')).mode & 0o777).toBe(0o755);
    await step().make();
    await step().undo();
    expect(step().state()).toBe('absent');
    await step().undo();
    expect(said).toEqual(['made', 'made', 'removed', 'removed']);
  });

  test.each<[string, () => void]>([
    ['other words', () => writeFileSync(path, 'of an earlier version\n')],
    ['a mode that lets others write', () => chmodSync(path, 0o666)],
  ])('is put right when it has %s', async (_, spoil) => {
    await step().make();
    spoil();
    expect(step().state()).toBe('other');
    await step().make();
    expect(step().state()).toBe('done');
  });

  test.each<[string, () => void]>([
    ['a link to a file of root’s', () => symlinkSync(join(folder, 'victim'), path)],
    ['a link to nothing', () => symlinkSync(join(folder, 'nothing'), path)],
    ['another name of a file', () => linkSync(join(folder, 'victim'), path)],
    ['a folder', () => mkdirSync(path)],
    [
      'somebody else’s file',
      () => {
        writeFileSync(path, '');
        chownSync(path, STRANGER, STRANGER);
      },
    ],
  ])('is neither written nor removed where %s lies', async (_, plant) => {
    mkdirSync(join(folder, 'etc', 'bailiff'), { recursive: true });
    writeFileSync(join(folder, 'victim'), 'mine\n');
    plant();
    expect(step().state()).toBe('other');
    await expect(step().make()).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    await expect(step().undo()).rejects.toMatchObject({ code: 'SETUP_FAILED' });
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('mine\n');
    expect(lstatSync(path)).toBeDefined();
    expect(said).toEqual([]);
  });

  test.each<[string, () => void]>([
    ['is somebody else’s', () => chownSync(join(folder, 'etc'), STRANGER, STRANGER)],
    ['everybody may write to', () => chmodSync(join(folder, 'etc'), 0o777)],
    [
      'is a link',
      () => {
        mkdirSync(join(folder, 'elsewhere', 'bailiff'), { recursive: true });
        chownSync(join(folder, 'elsewhere'), STRANGER, STRANGER);
        symlinkSync(join(folder, 'elsewhere'), join(folder, 'etc'));
      },
    ],
  ])('is not written below a folder that %s', async (name, spoil) => {
    if (name !== 'is a link') mkdirSync(join(folder, 'etc', 'bailiff'), { recursive: true });
    spoil();
    await expect(step().make()).rejects.toMatchObject({
      code: 'SETUP_FAILED',
      message: expect.stringContaining('no folder that only root can change'),
    });
    expect(await readdir(join(folder, 'etc', 'bailiff'))).toEqual([]);
  });
});
