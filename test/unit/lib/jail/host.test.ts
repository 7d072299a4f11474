import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgeCgroups, tryCgroups } from '../../../../lib/jail/host/cgroups.js';
import type { DelegationFacts } from '../../../../lib/jail/host/delegation.js';
import {
  judgeAppArmor,
  judgePrivileges,
  judgeUids,
  judgeUserNamespaces,
} from '../../../../lib/jail/host/identity.js';
import {
  judgeArchitecture,
  judgeCorePattern,
  judgeKernel,
  judgeProc,
  judgeSeccomp,
  judgeSwap,
} from '../../../../lib/jail/host/kernel.js';
import { parseMounts } from '../../../../lib/jail/host/mounts.js';
import { type Privileges, readPrivileges } from '../../../../lib/jail/host/privileges.js';
import { probeHost } from '../../../../lib/jail/host.js';

type Can = Pick<Privileges, 'full' | 'mapsIds'>;

const WHOLE = '         0          0 4294967295\n';
const ALL_CAPABILITIES = 'Name:\tnode\nCapEff:\t000001ffffffffff\n';
const NOTHING_DELEGATED: DelegationFacts = {
  user: 'ann',
  uid: 1_000,
  mappers: true,
  gainsNothing: false,
  lackAdmin: false,
  scripted: true,
  subIds: [],
  profiled: false,
  systemd: false,
};
const DOCKER_CAPABILITIES = 'Name:\tnode\nCapEff:\t00000000a80425fb\n';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-host-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('judgeKernel()', () => {
  test.each([
    ['5.11.22-generic', 'missing'],
    ['4.19.0', 'missing'],
    ['5.12.0', 'enforced'],
    ['6.1.0-18-amd64', 'enforced'],
    ['7.0-rc1', 'enforced'],
  ])('%s is %s', (release, state) => {
    expect(judgeKernel(release).state).toBe(state);
  });
});

describe('what the kernel offers', () => {
  test('an architecture without wheels and syscall numbers of ours is missing', () => {
    expect(judgeArchitecture('arm64').state).toBe('enforced');
    expect(judgeArchitecture('ppc64').state).toBe('missing');
  });

  test('seccomp without filters is missing', () => {
    expect(judgeSeccomp('kill_process kill_thread trap errno allow\n').state).toBe('enforced');
    expect(judgeSeccomp(undefined).state).toBe('missing');
  });

  test('a piped core pattern is weaker, and names its handler', () => {
    expect(judgeCorePattern('core\n').state).toBe('enforced');
    const piped = judgeCorePattern('|/usr/share/apport/apport -p%p');
    expect(piped).toMatchObject({
      state: 'weaker',
      detail: expect.stringContaining('"/usr/share/apport/apport"'),
    });
  });

  test('swap is weaker only where it is on and not accounted', () => {
    const on = 'MemTotal:  100 kB\nSwapTotal:      2097152 kB\n';
    expect(judgeSwap('SwapTotal:       0 kB\n', false).state).toBe('enforced');
    expect(judgeSwap(on, true).state).toBe('enforced');
    expect(judgeSwap(on, false)).toMatchObject({
      state: 'weaker',
      detail: expect.stringContaining('2048 MiB'),
    });
  });

  test('a masked /proc is missing without privileges alone', () => {
    const docker = parseMounts('proc /proc proc rw 0 0\ntmpfs /proc/kcore tmpfs ro 0 0\n');
    const plain = parseMounts(
      'proc /proc proc rw 0 0\nbinfmt_misc /proc/sys/fs/binfmt_misc binfmt_misc rw 0 0\n',
    );
    expect(judgeProc(plain, false).state).toBe('enforced');
    expect(judgeProc(docker, true).state).toBe('enforced');
    expect(judgeProc(docker, false)).toMatchObject({
      state: 'missing',
      detail: expect.stringContaining('/proc/kcore'),
    });
  });
});

test('parseMounts() reads paths with spaces', () => {
  expect(parseMounts('x /a\\040b ext4 rw 0 0\nnonsense\n')).toEqual([{ point: '/a b', type: 'ext4' }]);
});

describe('who we are', () => {
  test.each([
    [ALL_CAPABILITIES, WHOLE, 0, { root: true, full: true, mapsIds: true }, 'enforced'],
    [ALL_CAPABILITIES, '0 100000 65536\n', 0, { root: true, full: false, mapsIds: true }, 'enforced'],
    [DOCKER_CAPABILITIES, WHOLE, 0, { root: true, full: false, mapsIds: true }, 'enforced'],
    [ALL_CAPABILITIES, WHOLE, 1_000, { root: false, full: false, mapsIds: false }, 'weaker'],
    ['', WHOLE, 0, { root: true, full: false, mapsIds: false }, 'weaker'],
  ])('privileges are read from the capabilities (%#)', (status, uidMap, uid, privileges, state) => {
    expect(readPrivileges(status, uidMap, uid)).toEqual(privileges);
    expect(judgePrivileges(privileges, NOTHING_DELEGATED).state).toBe(state);
  });

  test.each([
    [{ refused: 'no space', max: '0\n' }, 'user.max_user_namespaces'],
    [{ refused: 'no', max: '9', debianSwitch: '0\n' }, 'kernel.unprivileged_userns_clone'],
    [{ refused: 'no', max: '9', appArmor: '1\n' }, 'kernel.apparmor_restrict_unprivileged_userns'],
    [{ refused: 'no', max: '9' }, 'seccomp='],
  ])('a refused user namespace is missing, with the switch that refuses it (%#)', (trial, fix) => {
    const finding = judgeUserNamespaces(trial, false);
    expect(finding).toMatchObject({ state: 'missing', fix: expect.stringContaining(fix) });
  });

  test('the AppArmor restriction matters without privileges alone', () => {
    expect(judgeAppArmor({ appArmor: '1\n' }, true).state).toBe('enforced');
    expect(judgeAppArmor({ appArmor: '1\n' }, false).state).toBe('missing');
    expect(judgeAppArmor({ appArmor: '0\n' }, false).state).toBe('enforced');
    expect(judgeAppArmor({}, false).state).toBe('enforced');
  });

  test('user ids must be mapped here and be nobody else', () => {
    const range = { start: 200_000, count: 1_000 };
    const [FULL, NOT_FULL] = [true, false].map((full) => ({ full, mapsIds: full })) as [Can, Can];
    const passwd = 'root:x:0:0:root:/root:/bin/sh\nann:x:200999:200999::/home/ann:/bin/sh\n';
    expect(judgeUids(WHOLE, 'root:x:0:0::/:/bin/sh\n', range, FULL, NOTHING_DELEGATED).state).toBe(
      'enforced',
    );
    expect(judgeUids('0 100000 65536\n', '', range, FULL, NOTHING_DELEGATED).state).toBe('missing');
    expect(judgeUids('0 0 200999\n', '', range, FULL, NOTHING_DELEGATED).state).toBe('missing');
    expect(judgeUids(WHOLE, passwd, range, FULL, NOTHING_DELEGATED)).toMatchObject({
      state: 'weaker',
      detail: expect.stringContaining('"ann"'),
    });
    expect(judgeUids(WHOLE, '', range, NOT_FULL, NOTHING_DELEGATED).state).toBe('weaker');
  });
});

describe('cgroups', () => {
  async function hierarchy(name: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
    const path = join(folder, name);
    await mkdir(path);
    for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
    return path;
  }

  test('v1 with all controllers wins over v2, and leaves no folder behind', async () => {
    const v1 = {
      memory: await hierarchy('memory'),
      pids: await hierarchy('pids'),
      cpuacct: await hierarchy('cpuacct'),
    };
    const mounts = { v1, v2: await hierarchy('unified', { 'cgroup.subtree_control': '' }) };
    const trial = await tryCgroups(mounts);
    expect(judgeCgroups(trial, mounts, true)).toMatchObject({
      state: 'enforced',
      detail: 'v1 with memory, pids, cpuacct',
    });
    for (const path of Object.values(v1)) expect(await readdir(path)).toEqual([]);
  });

  test('v2 with all controllers is tried with a group that does not stay', async () => {
    const mounts = {
      v1: {},
      v2: await hierarchy('unified', { 'cgroup.subtree_control': 'cpu io memory pids\n' }),
    };
    const trial = await tryCgroups(mounts);
    expect(trial).toMatchObject({ version: 2, peak: 'none', refused: undefined }); // no kernel that fills the group
    expect(judgeCgroups(trial, mounts, true)).toMatchObject({
      state: 'weaker',
      fix: expect.stringContaining('6.12'),
    });
    expect(await readdir(mounts.v2)).toEqual(['cgroup.subtree_control']);
  });

  test.each([
    ['reset', 'v2 with memory, pids, cpu'],
    ['once', expect.stringMatching(/each run starts a new cell$/)],
  ] as const)('v2 whose memory.peak can be read (%s) is enforced', (peak, detail) => {
    const trial = { version: 2, controllers: ['cpu', 'memory', 'pids'], peak } as const;
    expect(judgeCgroups(trial, { v1: {} }, true)).toMatchObject({ state: 'enforced', detail });
  });

  test('v2 of a container: the fix moves its processes first', async () => {
    const files = { 'cgroup.subtree_control': '', 'cgroup.type': 'domain\n', 'cgroup.procs': '1\n7\n' };
    const v2 = await hierarchy('container', files);
    const { state, fix } = judgeCgroups(await tryCgroups({ v1: {}, v2 }), { v1: {}, v2 }, true);
    expect(state).toBe('weaker');
    expect(fix).toContain(
      `mkdir -p ${v2}/others; xargs -rn1 < ${v2}/cgroup.procs > ${v2}/others/cgroup.procs`,
    );
  });

  test('v2 without controllers is weaker, and the fix enables exactly those', async () => {
    const mounts = { v1: {}, v2: await hierarchy('unified', { 'cgroup.subtree_control': 'cpu\n' }) };
    const { state, fix } = judgeCgroups(await tryCgroups(mounts), mounts, true);
    expect(state).toBe('weaker');
    expect(fix).toBe(`as root: echo "+memory +pids" > ${mounts.v2}/cgroup.subtree_control`);
  });

  test('a folder in which no group can be made is weaker, by name', async () => {
    const mounts = { v1: { memory: '/nowhere', pids: '/nowhere', cpuacct: '/nowhere' } };
    const finding = judgeCgroups(await tryCgroups(mounts), mounts, false);
    expect(finding).toMatchObject({
      state: 'weaker',
      detail: expect.stringMatching(/"\/nowhere" \(ENOENT\)/),
      fix: 'run as root',
    });
  });

  test('none at all is weaker', async () => {
    const mounts = { v1: {} };
    expect(judgeCgroups(await tryCgroups(mounts), mounts, true).state).toBe('weaker');
  });
});

describe('probeHost()', () => {
  test('tells every finding once, and what is missing with its fix', async () => {
    const home = join(folder, 'home');
    const report = await probeHost({ home, nsjail: join(folder, 'nowhere') });
    const ids = report.findings.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['kernel', 'user-namespaces', 'cgroups', 'nsjail', 'native']));
    const nsjail = report.findings.find(({ id }) => id === 'nsjail');
    expect(nsjail).toMatchObject({ state: 'missing', fix: 'bailiff setup' });
    expect(report.usable).toBe(false);
    expect(report.facts.kernel).toMatch(/^\d+\.\d+/);
  });

  test('tells a home folder that cannot be used instead of throwing', async () => {
    await writeFile(join(folder, 'file'), '');
    const { findings, usable } = await probeHost({ home: join(folder, 'file', 'home') });
    expect(findings.find(({ id }) => id === 'home')).toMatchObject({ state: 'missing' });
    expect(usable).toBe(false);
  });
});
