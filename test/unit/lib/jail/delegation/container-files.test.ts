import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { refusedCalls } from '../../../../../lib/jail/policy.js';
import { packageRoot } from '../../../../../lib/package-root.js';

interface Profile {
  readonly defaultAction: string;
  readonly syscalls: readonly { readonly names: readonly string[]; readonly action: string }[];
}

const text = (name: string) => readFileSync(join(packageRoot(), 'lib/jail/containers', name), 'utf8');
const profile = JSON.parse(text('seccomp.json')) as Profile;
const refused = profile.syscalls.flatMap(({ names }) => names);

describe('the files for containers', () => {
  test('the filter refuses what no jail may call, and nothing that making one takes', () => {
    expect(profile.defaultAction).toBe('SCMP_ACT_ALLOW');
    expect(profile.syscalls.every(({ action }) => action === 'SCMP_ACT_ERRNO')).toBe(true);
    const policy = refusedCalls({ pinned: false, architecture: 'x64' });
    for (const name of refused) expect([...policy.keys()]).toContain(name);
    for (const name of [
      'clone',
      'clone3',
      'unshare',
      'mount',
      'umount2',
      'pivot_root',
      'mount_setattr',
      'sethostname',
      'prlimit64',
    ])
      expect(refused).not.toContain(name);
  });

  test('the compose file asks for that filter, an unmasked /proc and groups of its own, and for no privilege', () => {
    const { services } = parse(text('compose.yaml')) as { services: Record<string, Record<string, unknown>> };
    const [service] = Object.values(services);
    expect(service).not.toHaveProperty('privileged');
    expect(service).not.toHaveProperty('cap_add');
    expect(service!.security_opt).toEqual([
      'seccomp=./seccomp.json',
      'apparmor=unconfined',
      'systempaths=unconfined',
      'writable-cgroups=true',
    ]);
  });

  test('the pod has a user namespace of its own, and no privilege', () => {
    const { spec } = parse(text('pod.yaml')) as {
      spec: Record<string, never> & { containers: Record<string, unknown>[] };
    };
    expect(spec).toMatchObject({ hostUsers: false });
    const security = spec.containers[0]!.securityContext as Record<string, unknown>;
    expect(security).toMatchObject({ procMount: 'Unmasked', seccompProfile: { type: 'Localhost' } });
    expect(security).not.toHaveProperty('privileged');
  });
});
