import { chmod, chown, mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';
import { homePath, resolveHome } from '../../../lib/home.js';

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bailiff-home-')));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('homePath()', () => {
  const env = readEnv({ BAILIFF_HOME: '/env', XDG_CACHE_HOME: '/xdg', HOME: '/me' });

  test('takes the option first, then BAILIFF_HOME', () => {
    expect(homePath('/option', env, 0)).toBe('/option');
    expect(homePath(undefined, env, 0)).toBe('/env');
  });

  test('is a system folder for root, a cache folder for others', () => {
    expect(homePath(undefined, readEnv({ HOME: '/root' }), 0)).toBe('/var/cache/bailiff');
    expect(homePath(undefined, readEnv({ XDG_CACHE_HOME: '/xdg', HOME: '/me' }), 7)).toBe('/xdg/bailiff');
    expect(homePath(undefined, readEnv({ HOME: '/me' }), 7)).toBe('/me/.cache/bailiff');
  });

  test('throws HOST_UNSUPPORTED when nothing tells', () => {
    expect(() => homePath(undefined, readEnv({}), 7)).toThrow(
      expect.objectContaining({ code: 'HOST_UNSUPPORTED', message: expect.stringContaining('BAILIFF_HOME') }),
    );
  });
});

describe('resolveHome()', () => {
  test('makes the folder with its parents, which nobody else may write to', async () => {
    const home = join(folder, 'a', 'b');
    expect(await resolveHome(home)).toBe(home);
    expect((await stat(home)).mode & 0o022).toBe(0);
  });

  test('resolves a symlink', async () => {
    await mkdir(join(folder, 'real'), { mode: 0o755 });
    await symlink(join(folder, 'real'), join(folder, 'link'));
    expect(await resolveHome(join(folder, 'link'))).toBe(join(folder, 'real'));
  });

  test.each([0o775, 0o757, 0o1777])('refuses one that others may write to (%o)', async (mode) => {
    await chmod(folder, mode);
    await expect(resolveHome(folder)).rejects.toMatchObject({
      code: 'HOST_UNSUPPORTED',
      message: expect.stringContaining(`chmod go-w "${folder}"`),
    });
  });

  test('refuses one that everybody may replace', async () => {
    await mkdir(join(folder, 'home'), { mode: 0o755 });
    await chmod(folder, 0o777);
    await expect(resolveHome(join(folder, 'home'))).rejects.toMatchObject({ code: 'HOST_UNSUPPORTED' });
  });

  test.skipIf(process.geteuid?.() !== 0)("refuses one that is somebody else's", async () => {
    await chown(folder, 1_001, 1_001);
    await expect(resolveHome(folder)).rejects.toMatchObject({
      code: 'HOST_UNSUPPORTED',
      message: expect.stringContaining('belongs to user 1001'),
    });
  });

  test('throws STORAGE_FAILED with the reason when it cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(resolveHome(join(folder, 'file', 'home'))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('ENOTDIR'),
    });
  });
});
