import { describe, expect, test } from 'vitest';
import { writableKind } from '../../../../../lib/jail/delegation/places.js';

const V1 = { version: 1, mounts: { memory: '/g/memory', pids: '/g/pids', cpuacct: '/g/cpuacct' } } as const;
const V2 = { version: 2, mount: '/sys/fs/cgroup' } as const;

describe('writableKind()', () => {
  test('keeps what can be written', () => {
    expect(writableKind(V1, 'cgroup /g/memory cgroup rw,relatime,memory 0 0\n')).toBe(V1);
    expect(writableKind(V2, 'cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,ro_as_an_option 0 0\n')).toBe(V2);
  });

  test('has nothing to give where a container shows its groups read-only', () => {
    expect(writableKind(V1, 'cgroup /g/memory cgroup ro,nosuid,memory 0 0\n')).toBeUndefined();
    expect(writableKind(V2, 'cgroup2 /sys/fs/cgroup cgroup2 ro,nosuid 0 0\n')).toBeUndefined();
  });

  test('goes by the mount that is on top', () => {
    const twice = (...options: string[]) =>
      options.map((option) => `cgroup2 /sys/fs/cgroup cgroup2 ${option} 0 0`).join('\n');
    expect(writableKind(V2, twice('ro', 'rw'))).toBe(V2);
    expect(writableKind(V2, twice('rw', 'ro'))).toBeUndefined();
  });

  test('of nothing is nothing', () => expect(writableKind(undefined, '')).toBeUndefined());
});
