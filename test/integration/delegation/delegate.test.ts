import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../../lib/index.js';
import { grantPath, readGrant } from '../../../lib/jail/delegation/grant.js';
import { machinePlaces } from '../../../lib/jail/delegation/places.js';
import { bailiffCommand, type NamedUser, openNamedUser } from '../../support/delegated-user.js';
import { IS_ROOT } from '../../support/requirements.js';

const USER = 60_140;

const places = machinePlaces();
/** Where systemd rules v2 what is delegated comes with the user's next login, which no test can have. */
const canDelegate =
  IS_ROOT && places.cgroups !== undefined && !(places.systemd && places.cgroups.version === 2);
const GRANT = grantPath(USER);
let user: NamedUser;

/** What set-up could have changed, as text; copies that usermod keeps are nobody's. */
function traces(): string {
  const files = ['/etc/subuid', '/etc/subgid'].map((path) =>
    readFileSync(path, 'utf8').split('\n').sort().join('\n'),
  );
  const folders = ['/etc', '/etc/bailiff', '/etc/cron.d', '/var/lib', '/var/lib/bailiff'];
  const names = folders.map((path) => (existsSync(path) ? readdirSync(path).sort() : [`no ${path}`]));
  return [...files, ...names.map((some) => some.filter((name) => !/^sub[ug]id-$/.test(name)).join(' '))].join(
    '\n',
  );
}

const linesOf = (stdout: string) =>
  stdout
    .split('\n')
    .map((line) => /^(present|made|would make|removed|would remove|absent) +(.+?): /.exec(line))
    .filter((match) => match !== null)
    .map(([, state, title]) => ({ state: state!, title: title! }));
const statesOf = (stdout: string) => [...new Set(linesOf(stdout).map(({ state }) => state))].sort();
const findings = async (argv: readonly string[]) => {
  const { stdout } = await user.run(argv);
  const { host, selfTest } = JSON.parse(stdout) as { host: { findings: Finding[] }; selfTest: Finding[] };
  const find = (id: string) => host.findings.find((finding) => finding.id === id)!;
  return { find, selfTest, all: host.findings };
};
const doctor = bailiffCommand('doctor', '--json');

describe.skipIf(!canDelegate)('bailiff setup --delegate', () => {
  let before: string;
  beforeAll(async () => {
    user = await openNamedUser(USER);
    before = traces();
  });
  afterAll(() => user[Symbol.asyncDispose]());

  test('is told to the user by doctor as what it lacks', async () => {
    const { find } = await findings(doctor);
    for (const id of ['privileges', 'uids', 'cgroups'])
      expect(find(id)).toMatchObject({
        state: 'weaker',
        fix: `as root: bailiff setup --delegate ${user.name}`,
      });
  });

  test('refuses who is not root, but for a dry run', async () => {
    const { exitCode, stderr } = await user.run(bailiffCommand('setup', '--delegate', user.name));
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`run it as root (sudo bailiff setup --delegate ${user.name})`);
    expect((await user.run(bailiffCommand('setup', '--delegate', user.name, '--dry-run'))).exitCode).toBe(0);
    expect(traces()).toBe(before);
  });

  test('tells first what it will do, and does nothing', async () => {
    const { exitCode, stdout } = await user.setup('--delegate', '--dry-run');
    expect(exitCode).toBe(0);
    expect(statesOf(stdout)).toContain('would make');
    expect(stdout).toContain(GRANT);
    expect(traces()).toBe(before);
  });

  test.each(['a link to somebody’s file', 'a folder'])('stops where %s lies in its way', async (what) => {
    const victim = join(user.folder, 'victim');
    await writeFile(victim, 'mine\n');
    await mkdir(join(GRANT, '..'), { recursive: true });
    if (what === 'a folder') await mkdir(GRANT);
    else await symlink(victim, GRANT);
    const { exitCode, stderr } = await user.setup('--delegate');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(`Cannot write "${GRANT}"`),
    });
    expect(readFileSync(victim, 'utf8')).toBe('mine\n');
    await rm(GRANT, { recursive: true });
    expect(readGrant(USER)).toBeUndefined();
  });

  test('goes on from there, lists each file that it writes, and writes none that the user can change', async () => {
    const { exitCode, stdout } = await user.setup('--delegate');
    expect(exitCode).toBe(0);
    const paths = linesOf(stdout).flatMap(({ title }) => title.split(', '));
    const files = paths.filter((path) => path.startsWith('/') && lstatSync(path).isFile());
    expect(files).toContain(GRANT);
    for (const path of files) {
      expect({ path, uid: lstatSync(path).uid }).toEqual({ path, uid: 0 });
      expect(lstatSync(path).mode & 0o022).toBe(0);
      const attempt = await user.run(['sh', '-c', `echo x >> "${path}" || rm -f "${path}"`]);
      expect(attempt.exitCode).not.toBe(0);
    }
    expect(readGrant(USER)).toMatchObject({ user: user.name, uid: USER, ids: { count: 8_192 } });
  });

  test('changes nothing the second time', async () => {
    const once = traces();
    const { exitCode, stdout } = await user.setup('--delegate');
    expect({ exitCode, states: statesOf(stdout) }).toEqual({ exitCode: 0, states: ['present'] });
    expect(traces()).toBe(once);
  });

  test('leaves the limits of all of the user’s jails together to root', async () => {
    const { cgroups } = places;
    const file =
      cgroups!.version === 1
        ? join(cgroups!.mounts.memory!, `bailiff-${USER}`, 'memory.limit_in_bytes')
        : join(cgroups!.mount, `bailiff-${USER}`, 'memory.max');
    expect(lstatSync(file).uid).toBe(0);
    expect((await user.run(['sh', '-c', `echo 1 > "${file}"`])).exitCode).not.toBe(0);
  });

  test('makes doctor say enforced to everything that depends on it', async () => {
    const { find, selfTest } = await findings(doctor);
    for (const id of ['privileges', 'user-namespaces', 'uids', 'cgroups'])
      expect(find(id)).toMatchObject({ state: 'enforced' });
    expect(find('privileges').detail).toContain('as strong as root; what differs: ');
    expect(selfTest.filter(({ state }) => state !== 'enforced')).toEqual([]);
  });

  test('is of half the use where no rights may be gained, and doctor says so', async () => {
    const { find } = await findings(['setpriv', '--no-new-privs', ...doctor]);
    expect(find('privileges')).toMatchObject({
      state: 'weaker',
      detail: expect.stringContaining('no_new_privs'),
      fix: expect.stringContaining('NoNewPrivileges='),
    });
    expect(find('cgroups').state).toBe('enforced');
  });

  test('is taken back, with the user’s rights where the user may have set traps', async () => {
    const victims = join(user.folder, 'victims');
    await mkdir(victims);
    await writeFile(join(victims, 'file'), 'mine\n');
    const { leases } = readGrant(USER)!;
    const traps = `mkdir -p "${leases}/a/b" && ln -s "${victims}" "${leases}/a/c" && ln -s /etc "${leases}/d"`;
    expect(await user.run(['sh', '-c', traps])).toMatchObject({ exitCode: 0 });
    expect(statesOf((await user.setup('--undelegate', '--dry-run')).stdout)).toEqual(['would remove']);
    expect(readGrant(USER)).toBeDefined();
    const { exitCode, stdout, stderr } = await user.setup('--undelegate');
    expect({ exitCode, stderr, states: statesOf(stdout) }).toEqual({
      exitCode: 0,
      stderr: '',
      states: ['removed'],
    });
    expect(readFileSync(join(victims, 'file'), 'utf8')).toBe('mine\n');
    expect(traces()).toBe(before);
    expect(existsSync(leases)).toBe(false);
    expect(statesOf((await user.setup('--undelegate')).stdout)).toEqual(['absent']);
  });
});

describe('bailiff setup refuses', () => {
  test.each([
    ['a name that is a path', ['--delegate', '../etc/x'], /give the name of a user/],
    ['root', ['--delegate', 'root'], /needs no delegation/],
    ['who is not there', ['--delegate', 'no-such-user'], /no such user/],
    ['to do both at once', ['--delegate', 'a', '--undelegate', 'a'], /not both/],
    ['a dry run of nothing', ['--dry-run'], /goes with --delegate/],
  ])('%s', async (_, args, message) => {
    const { execa } = await import('execa');
    const [command, ...rest] = bailiffCommand('setup', ...args);
    const { exitCode, stderr } = await execa(command!, rest, { reject: false, stdin: 'ignore' });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(message) });
  });
});
