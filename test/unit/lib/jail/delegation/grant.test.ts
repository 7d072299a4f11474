import { chmodSync, chownSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { grantPath, readGrant } from '../../../../../lib/jail/delegation/grant.js';
import { IS_ROOT, lacks } from '../../../../support/requirements.js';

const GRANT = { user: 'ann', uid: 1_000, ids: { start: 1_007_616, count: 8_192 }, leases: '/var/lib/x' };

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-grant-'));
  path = grantPath(GRANT.uid, folder);
});
afterEach(() => rm(folder, { recursive: true }));

const write = (text: string) => writeFileSync(path, text, { mode: 0o644 });
const read = () => readGrant(GRANT.uid, folder);

describe('readGrant()', () => {
  test('is undefined for who was given nothing', () => {
    expect(read()).toBeUndefined();
  });

  test.skipIf(lacks(IS_ROOT))('reads what root has written', () => {
    write(JSON.stringify(GRANT));
    expect(read()).toEqual(GRANT);
  });

  test.skipIf(lacks(IS_ROOT)).each<[string, () => void]>([
    ['may be written by a group', () => chmodSync(path, 0o664)],
    ['is the user’s own', () => chownSync(path, GRANT.uid, GRANT.uid)],
    ['is no JSON', () => write('{')],
    ['is another user’s', () => write(JSON.stringify({ ...GRANT, uid: 1_001 }))],
    ['has no range', () => write(JSON.stringify({ ...GRANT, ids: { start: 0, count: 8_192 } }))],
    ['says more than set-up does', () => write(JSON.stringify({ ...GRANT, also: true }))],
  ])('refuses a file that %s', (_, spoil) => {
    write(JSON.stringify(GRANT));
    spoil();
    expect(read).toThrow(/Cannot use the delegation in/);
  });

  test('refuses a link', () => {
    symlinkSync('/etc/hostname', path);
    expect(read).toThrow(/others may have written it/);
  });
});
