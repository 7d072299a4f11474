import { readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import type { Finding } from '../../../lib/index.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { packageRoot } from '../../../lib/package-root.js';
import { bailiffCommand } from '../../support/delegated-user.js';
import { copyTools } from '../../support/ordinary-user.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';

const POD = 60_000_000; // its root, outside
/** What Docker leaves to a container's root: no CAP_SYS_ADMIN. */
const CAPABILITIES =
  'chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service net_raw sys_chroot mknod audit_write setfcap'.split(
    ' ',
  );
/** Docker's own filter, as far as it matters here: nothing that makes namespaces or mounts. */
const DOCKERS = 'unshare, mount, umount, pivot_root, setns, clone { (clone_flags & 0x7e020000) != 0 }';

/** Our own, in kafel's words. */
const PROFILE = JSON.parse(readFileSync(join(packageRoot(), 'lib/jail/containers/seccomp.json'), 'utf8')) as {
  readonly syscalls: readonly { readonly names: readonly string[] }[];
};
const OURS = PROFILE.syscalls
  .flatMap(({ names }) => names)
  .map((name) => (name === 'quotactl_fd' ? 'SYSCALL[443]' : name)) // kafel has no name for it
  .join(', ');

interface Diagnosis {
  readonly usable: boolean;
  readonly host: { readonly findings: readonly Finding[] };
  readonly selfTest: readonly Finding[];
}

/** A container, made by nsjail; its root has what Docker leaves to it. `ids` is a user namespace, or none. */
async function contained(
  ids: readonly string[],
  filter: string,
  environment: Readonly<Record<string, string>> = { HOME: '/root', BAILIFF_HOME: homePath() },
): Promise<Diagnosis> {
  const { path } = await findNsjail({ home: homePath() });
  const caps = CAPABILITIES.flatMap((name) => ['--cap', `CAP_${name.toUpperCase()}`]);
  const limits = ['--disable_no_new_privs', '--disable_rlimits', '--time_limit=0'];
  const how = [
    '-Mo',
    '-Q',
    '--chroot=/',
    '--rw',
    '--proc_rw',
    '--cwd=/',
    '--tmpfsmount=/run',
    ...limits,
    ...ids,
    ...caps,
  ];
  const seccomp = ['--seccomp_string', `POLICY c { ERRNO(1) { ${filter} } } USE c DEFAULT ALLOW`];
  const env = Object.entries({ PATH: '/usr/bin:/bin', ...environment }).map(
    ([name, value]) => `--env=${name}=${value}`,
  );
  const argv = [...how, ...seccomp, ...env, '--', ...bailiffCommand('doctor', '--json')];
  return diagnosis(await execa(path, argv, { reject: false }));
}

const filtered = (filter: string) => contained(['--disable_clone_newuser'], filter);

/** As in a pod with `hostUsers: false`: its root is somebody else outside, and its home that one's. */
async function inUserNamespace(): Promise<Diagnosis> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-pod-'));
  try {
    const { native, nsjail } = await copyTools(folder);
    await chown(folder, POD, POD);
    const env = {
      HOME: folder,
      BAILIFF_HOME: join(folder, 'home'),
      BAILIFF_NATIVE: native,
      BAILIFF_NSJAIL: nsjail,
    };
    return await contained([`--user=0:${POD}:65536`, `--group=0:${POD}:65536`], OURS, env);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A container whose /proc has something mounted over it, as that of Docker has. */
async function masked(): Promise<Diagnosis> {
  const caps = `-all,${CAPABILITIES.map((name) => `+${name}`).join(',')}`;
  const masks =
    'mount -t proc proc /proc && mount --bind /dev/null /proc/keys && mount --bind /proc/sys /proc/sys';
  const script = `${masks} && exec setpriv --bounding-set=${caps} -- "$@"`;
  const argv = [
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    '--propagation',
    'private',
    'sh',
    '-c',
    script,
    'sh',
  ];
  return diagnosis(
    await execa('unshare', [...argv, ...bailiffCommand('doctor', '--json')], { reject: false }),
  );
}

function diagnosis({ stdout, stderr }: { stdout: string; stderr: string }): Diagnosis {
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return JSON.parse(stdout) as Diagnosis;
}

const find = ({ host }: Diagnosis, id: string) => host.findings.find((finding) => finding.id === id)!;

describe.skipIf(lacks(IS_ROOT))('in a container with the capabilities that Docker leaves to its root', () => {
  test('and our filter, programs have ids of their own and every wall', async () => {
    const found = await filtered(OURS);
    for (const id of ['privileges', 'user-namespaces', 'uids', 'proc'])
      expect(find(found, id)).toMatchObject({ state: 'enforced' });
    expect(find(found, 'privileges').detail).toContain('root of a container');
    expect(found.selfTest.filter(({ state }) => state === 'missing')).toEqual([]);
    expect(found.usable).toBe(true);
  });

  test('and a user namespace, programs have ids out of the container’s own', async () => {
    const found = await inUserNamespace();
    expect(find(found, 'privileges').state).toBe('enforced');
    expect(find(found, 'uids')).toMatchObject({
      state: 'enforced',
      detail: expect.stringContaining('49152 to 57343'),
    });
    expect(found.selfTest.filter(({ state }) => state === 'missing')).toEqual([]);
    expect(found.usable).toBe(true);
  });

  test('and Docker’s own filter, doctor names the flag', async () => {
    const found = await filtered(DOCKERS);
    expect(found.usable).toBe(false);
    expect(find(found, 'user-namespaces')).toMatchObject({
      state: 'missing',
      fix: expect.stringContaining('--security-opt seccomp='),
    });
  });

  test('and a masked /proc, doctor names the flag', async () => {
    const found = await masked();
    expect(found.usable).toBe(false);
    expect(find(found, 'proc')).toMatchObject({
      state: 'missing',
      fix: expect.stringContaining('systempaths=unconfined'),
    });
  });
});
