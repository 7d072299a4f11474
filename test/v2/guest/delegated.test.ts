import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../lib/index.js';
import { bailiffCommand, type NamedUser, openNamedUser } from '../../support/delegated-user.js';
import { CGROUP_MOUNT } from './kernel.js';

const USER = 60_143;
const SCRIPT = `/etc/bailiff/delegations/${USER}.sh`;
const GROUP = join(CGROUP_MOUNT, `bailiff-${USER}`);
const DOCTOR = bailiffCommand('doctor', '--json');

let user: NamedUser;
beforeAll(async () => {
  user = await openNamedUser(USER);
  expect(await user.setup('--delegate')).toMatchObject({ exitCode: 0 });
});
afterAll(() => user[Symbol.asyncDispose]());

function diagnosis(stdout: string) {
  const { host, selfTest } = JSON.parse(stdout) as { host: { findings: Finding[] }; selfTest: Finding[] };
  const stateOf = (id: string) => host.findings.find((finding) => finding.id === id)!;
  return { stateOf, broken: selfTest.filter(({ state }) => state !== 'enforced') };
}

test('what is started in the delegated group has full strength, the second time too', async () => {
  for (const round of [1, 2]) {
    const { stdout } = await execa('sh', [SCRIPT, ...DOCTOR], { env: user.env, reject: false });
    const { stateOf, broken } = diagnosis(stdout);
    for (const id of ['privileges', 'uids', 'cgroups'])
      expect({ round, ...stateOf(id) }).toMatchObject({ state: 'enforced' });
    expect(broken).toEqual([]);
  }
  expect(readdirSync(join(GROUP, 'bailiff-cells')).filter((name) => /^\d+$/.test(name))).toEqual([]);
});

test('what is started elsewhere has polled limits, and doctor says how to start it', async () => {
  const { stateOf } = diagnosis((await user.run(DOCTOR)).stdout);
  expect(stateOf('privileges').state).toBe('enforced');
  expect(stateOf('cgroups')).toMatchObject({ state: 'weaker', fix: `as root: sh ${SCRIPT} node …` });
});

test('a group that somebody else has given to the user serves as well, with its one id', async () => {
  const group = join(CGROUP_MOUNT, 'app.service');
  expect(await user.setup('--undelegate')).toMatchObject({ exitCode: 0 });
  expect(existsSync(GROUP)).toBe(false);
  const owned = ['', '/cgroup.procs', '/cgroup.threads', '/cgroup.subtree_control'].map(
    (file) => `${group}${file}`,
  );
  await execa('mkdir', [group]);
  await execa('chown', [String(USER), ...owned]);
  const enter = ['sh', '-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', group, ...user.prefix, ...DOCTOR];
  const { stdout } = await execa(enter[0]!, enter.slice(1), { env: user.env, reject: false });
  const { stateOf, broken } = diagnosis(stdout);
  expect(stateOf('cgroups').state).toBe('enforced');
  expect(stateOf('privileges')).toMatchObject({
    state: 'weaker',
    fix: `as root: bailiff setup --delegate ${user.name}`,
  });
  expect(broken).toEqual([]);
});
