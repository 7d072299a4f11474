import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NsjailConfigOptions, nsjailConfig, profileKey } from '../../../../lib/jail/config.js';

const PROFILE = { loopback: false, boxBytes: 2 ** 26, boxInodes: 4_096, roots: [] };
const OPTIONS: NsjailConfigOptions = {
  profile: PROFILE,
  ids: { gate: 200_000, program: 200_001 },
  counters: 'v1',
  passFds: [3, 4, 5, 6],
  pinned: false,
  architecture: 'x64',
};
const config = (changes: Partial<NsjailConfigOptions> = {}) => nsjailConfig({ ...OPTIONS, ...changes });
const count = (text: string, part: string) => text.split(part).length - 1;

const SETTINGS = [
  'mode: RERUN',
  'time_limit: 0',
  'hostname:',
  'cwd:',
  'log_level:',
  'clone_newnet:',
  'mount_proc: false',
  'exec_bin',
  'seccomp_string:',
  ...['as', 'core', 'cpu', 'fsize', 'nofile', 'nproc', 'stack', 'memlock', 'rtprio', 'msgqueue'].map(
    (name) => `rlimit_${name}_type: HARD`,
  ),
  ...['/', '/proc', '/box', '/tmp', '/dev/shm'].map((path) => `mount { dst: "${path}" `),
];

describe('nsjailConfig()', () => {
  test.each(SETTINGS)('says once: %s', (setting) => {
    expect(count(config(), setting)).toBe(1);
    expect(count(config({ ids: { gate: 0 }, counters: 'none' }), setting)).toBe(1);
  });

  test('leaves no limit of nsjail’s own beside those', () => {
    expect(config()).not.toMatch(
      /cgroup_|rlimit_\w+: \d|rlimit_\w+_type: (SOFT|VALUE|INF)|max_cpus|keep_caps|daemon/,
    );
  });

  test('gives /box and /tmp the profile’s size and inodes, and shm at most 64 MiB', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4_096, max: 2 ** 34 }),
        fc.integer({ min: 8, max: 2 ** 20 }),
        (boxBytes, boxInodes) => {
          const text = config({ profile: { ...PROFILE, boxBytes, boxInodes } });
          const sizes = [...text.matchAll(/dst: "([^"]+)" fstype: "tmpfs" .*?size=(\d+),nr_inodes=(\d+),/g)];
          expect(sizes.map(([, path, size, inodes]) => [path, Number(size), Number(inodes)])).toEqual([
            ['/box', boxBytes, boxInodes],
            ['/tmp', boxBytes, boxInodes],
            ['/dev/shm', Math.min(boxBytes, 2 ** 26), boxInodes],
          ]);
        },
      ),
    );
  });

  test('has no writable mount but those three', () => {
    const mounts = config()
      .split('\n')
      .filter((line) => line.startsWith('mount {'));
    expect(
      mounts.filter((line) => line.includes('rw: true')).map((line) => /dst: "([^"]+)"/.exec(line)?.[1]),
    ).toEqual(['/box', '/tmp', '/dev/shm']);
    expect(mounts).toHaveLength(5);
    for (const mount of mounts.slice(1)) expect(mount).toMatch(/nosuid: true nodev: true/);
  });

  test('maps two ids and gives the gate three capabilities, as root', () => {
    const text = config();
    expect(text.match(/^[ug]idmap .*/gm)).toEqual([
      'uidmap { inside_id: "0" outside_id: "200000" count: 1 }',
      'uidmap { inside_id: "1000" outside_id: "200001" count: 1 }',
      'gidmap { inside_id: "0" outside_id: "200000" count: 1 }',
      'gidmap { inside_id: "1000" outside_id: "200001" count: 1 }',
    ]);
    expect(text.match(/^cap: .*/gm)).toEqual(['cap: "CAP_SETUID"', 'cap: "CAP_SETGID"', 'cap: "CAP_KILL"']);
    expect(text).toContain('exec_bin { path: "/gate" arg: "gate" arg: "v1" arg: "two" }');
  });

  test('maps one id and gives no capability, rootless', () => {
    const text = config({ ids: { gate: 0 }, counters: 'none' });
    expect(text.match(/^[ug]idmap .*/gm)).toEqual([
      'uidmap { inside_id: "1000" outside_id: "0" count: 1 }',
      'gidmap { inside_id: "1000" outside_id: "0" count: 1 }',
    ]);
    expect(text).not.toContain('cap:');
    expect(text).toContain('exec_bin { path: "/gate" arg: "gate" arg: "none" arg: "one" }');
  });

  test('passes exactly the descriptors that it is told to', () => {
    expect(config({ passFds: [3, 9] }).match(/^pass_fd: .*/gm)).toEqual(['pass_fd: 3', 'pass_fd: 9']);
  });

  test('makes a network namespace per jail only with loopback', () => {
    expect(config()).toContain('clone_newnet: false');
    expect(config({ profile: { ...PROFILE, loopback: true } })).toContain('clone_newnet: true');
  });

  test('is one setting a line, whatever the policy holds', () => {
    for (const line of config().split('\n').slice(0, -1)) {
      expect(line).toMatch(/^(\w+: ("(?:[^"\\]|\\.)*"|[\w-]+)|\w+ \{.*\})$/);
    }
  });
});

describe('a warm profile', () => {
  const warm = {
    argv: ['/opt/a b/node', '--flag="x"', 'back\\slash'],
    env: { A: '1', B: 'x=y' },
    stackBytes: 4_096,
    hook: { from: '/host/hook', to: '/opt/warm/hook' },
  };

  test('tells the gate the stack, how many arguments, these, and the environment', () => {
    expect(config({ profile: { ...PROFILE, warm } })).toContain(
      String.raw`arg: "two" arg: "4096" arg: "3" arg: "/opt/a b/node" arg: "--flag=\"x\"" arg: "back\\slash" arg: "A=1" arg: "B=x=y" }`,
    );
  });

  test('is another for each command, environment and stack', () => {
    const changes = [{}, { argv: ['x'] }, { env: {} }, { stackBytes: 8_192 }];
    const keys = changes.map((change) => profileKey({ ...PROFILE, warm: { ...warm, ...change } }));
    expect(new Set([...keys, profileKey(PROFILE)]).size).toBe(5);
    expect(profileKey({ ...PROFILE, warm: undefined })).toBe(profileKey(PROFILE));
  });
});

describe('profileKey()', () => {
  test('is equal for equal profiles and no others', () => {
    const profile = fc.record({
      loopback: fc.boolean(),
      boxBytes: fc.integer({ min: 1, max: 20 }),
      boxInodes: fc.integer({ min: 1, max: 20 }),
      roots: fc.array(fc.record({ from: fc.constantFrom('/a', '/b'), to: fc.constantFrom('/c', '/d') }), {
        maxLength: 2,
      }),
    });
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        expect(profileKey(a) === profileKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
