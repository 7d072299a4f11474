import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { appendFile, link, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../../lib/index.js';
import { grantPath, readGrant } from '../../../lib/jail/delegation/grant.js';
import { machinePlaces } from '../../../lib/jail/delegation/places.js';
import { bailiffCommand, type NamedUser, openNamedUser } from '../../support/delegated-user.js';
import { IS_ROOT } from '../../support/requirements.js';

const USER = 60_145;
const TIMEOUT_MS = 240_000; // a dozen starts of a command, on a busy machine
const places = machinePlaces();
const canDelegate =
  IS_ROOT && places.cgroups !== undefined && !(places.systemd && places.cgroups.version === 2);
const LEASES = join(places.state, String(USER));
const SUBUID = join(places.etc, 'subuid');

let user: NamedUser;
beforeAll(async () => {
  if (canDelegate) user = await openNamedUser(USER);
});
afterEach(async () => {
  if (user) expect(await user.setup('--undelegate')).toMatchObject({ exitCode: 0 });
});
afterAll(() => user?.[Symbol.asyncDispose]());

const stops = async (path: string) => {
  const { exitCode, stderr } = await user.setup('--delegate');
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(path) });
};

describe.skipIf(!canDelegate)(
  'bailiff setup --delegate, where somebody has been before,',
  { timeout: TIMEOUT_MS },
  () => {
    test('makes no folder of leases out of a link', async () => {
      await mkdir(join(user.folder, 'mine'));
      await mkdir(places.state, { recursive: true });
      await symlink(join(user.folder, 'mine'), LEASES);
      await stops(LEASES);
      expect(lstatSync(join(user.folder, 'mine')).uid).toBe(0);
      await rm(LEASES);
    });

    test('writes into no file that has another name', async () => {
      const victim = join(places.etc, 'bailiff', 'victim');
      await mkdir(places.grants, { recursive: true });
      await writeFile(victim, 'mine\n');
      await link(victim, grantPath(USER));
      await stops(grantPath(USER));
      expect(readFileSync(victim, 'utf8')).toBe('mine\n');
      await Promise.all([rm(victim), rm(grantPath(USER))]);
    });

    test('trusts no folder that others may write to', async () => {
      await mkdir(places.state, { recursive: true });
      await execa('chmod', ['777', places.state]);
      await stops(places.state);
      await execa('chmod', ['755', places.state]);
    });

    test('goes by no link in the user’s own home', async () => {
      const trap = join(user.folder, '.cache');
      await user.run(['ln', '-s', '/etc', trap]);
      const before = lstatSync('/etc');
      expect(await user.setup('--delegate')).toMatchObject({ exitCode: 0 });
      expect(lstatSync('/etc')).toMatchObject({ uid: before.uid, mode: before.mode });
      await rm(trap);
    });

    test('refuses a range that somebody else has part of, and doctor sees it', async () => {
      expect(await user.setup('--delegate')).toMatchObject({ exitCode: 0 });
      const { start } = readGrant(USER)!.ids;
      const rival = `nobody-there:${start + 100}:65536\n`;
      const text = readFileSync(SUBUID, 'utf8');
      await appendFile(SUBUID, rival);
      const again = await user.setup('--delegate');
      const { stdout } = await user.run(bailiffCommand('doctor', '--json'));
      await writeFile(SUBUID, text);
      expect(again).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('"nobody-there"') });
      const { findings } = (JSON.parse(stdout) as { host: { findings: Finding[] } }).host;
      expect(findings.find(({ id }) => id === 'uids')).toMatchObject({ state: 'weaker' });
    });
  },
);

test.skipIf(!canDelegate)(
  'bailiff setup --undelegate takes back what somebody had who is gone',
  { timeout: TIMEOUT_MS },
  async () => {
    expect(await user.setup('--delegate')).toMatchObject({ exitCode: 0 });
    await execa('userdel', [user.name]);
    const { exitCode, stdout, stderr } = await user.setup('--undelegate');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(grantPath(USER));
    expect([LEASES, grantPath(USER), join(places.grants, `${USER}.sh`)].filter(existsSync)).toEqual([]);
    expect(readFileSync(SUBUID, 'utf8')).not.toContain(user.name);
    const tools = ['--no-create-home', '--home-dir', user.folder, '--uid', String(USER), user.name];
    await execa('useradd', tools); // for what comes after each test
  },
);
