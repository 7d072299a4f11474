import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lackAdmin, type Mappers } from '../../../../../lib/jail/delegation/mappers.js';

const DOCKERS = 'CapEff:\t0000000000000000\nCapBnd:\t00000000800405fb\nNoNewPrivs:\t0\n';
const MACHINES = 'CapEff:\t0000000000000000\nCapBnd:\t000001ffffffffff\nNoNewPrivs:\t0\n';

let folder: string;
let mappers: Mappers;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-mappers-'));
  mappers = { uidMapper: join(folder, 'u'), gidMapper: join(folder, 'g') };
  for (const path of Object.values(mappers)) await writeFile(path, '');
});
afterAll(() => rm(folder, { recursive: true }));
const modes = (uid: number, gid: number) =>
  Promise.all([chmod(mappers.uidMapper, uid), chmod(mappers.gidMapper, gid)]);

describe('lackAdmin()', () => {
  test('is true of set-user-id mappers where root has no CAP_SYS_ADMIN', async () => {
    await modes(0o4755, 0o755);
    expect(lackAdmin(mappers, DOCKERS)).toBe(true);
    await modes(0o755, 0o4755);
    expect(lackAdmin(mappers, DOCKERS)).toBe(true);
  });

  test('is false of those with file capabilities, and where root has all', async () => {
    await modes(0o755, 0o755);
    expect(lackAdmin(mappers, DOCKERS)).toBe(false);
    await modes(0o4755, 0o4755);
    expect(lackAdmin(mappers, MACHINES)).toBe(false);
    expect(lackAdmin(mappers, '')).toBe(false);
  });
});
