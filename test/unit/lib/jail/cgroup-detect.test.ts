import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { detectCgroups, parseCgroupMounts } from '../../../../lib/jail/cgroup-detect.js';

const mounts = (...lines: string[]) => `proc /proc proc rw,nosuid 0 0\n${lines.join('\n')}\n`;
const v1 = (options: string, path: string) => `cgroup ${path} cgroup rw,nosuid,${options} 0 0`;
const V2 = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0';

describe('parseCgroupMounts()', () => {
  test('finds v1 controllers, each at its own mount', () => {
    const text = mounts(
      v1('memory', '/g/memory'),
      v1('pids', '/g/pids'),
      v1('cpuacct', '/g/cpuacct'),
      v1('freezer', '/g/f'),
    );
    expect(parseCgroupMounts(text)).toEqual({
      v1: { memory: '/g/memory', pids: '/g/pids', cpuacct: '/g/cpuacct' },
    });
  });

  test('finds controllers that share a mount', () => {
    expect(parseCgroupMounts(mounts(v1('cpu,cpuacct', '/g/cpu,cpuacct'))).v1).toEqual({
      cpuacct: '/g/cpu,cpuacct',
    });
  });

  test('finds v2, and both on a hybrid machine', () => {
    expect(parseCgroupMounts(mounts(V2))).toEqual({ v1: {}, v2: '/sys/fs/cgroup' });
    const hybrid = mounts(v1('memory', '/g/memory'), V2.replace('/cgroup ', '/cgroup/unified '));
    expect(parseCgroupMounts(hybrid)).toEqual({ v1: { memory: '/g/memory' }, v2: '/sys/fs/cgroup/unified' });
  });

  test('takes the first of several mounts', () => {
    expect(parseCgroupMounts(mounts(v1('memory', '/a'), v1('memory', '/b'))).v1).toEqual({ memory: '/a' });
  });

  test.each(['', '\n', 'nonsense', 'a b', mounts('tmpfs /sys/fs/cgroup tmpfs ro 0 0')])(
    'finds nothing in %j',
    (text) => {
      expect(parseCgroupMounts(text)).toEqual({ v1: {} });
    },
  );
});

describe('detectCgroups()', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bailiff-cgroup-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A mount of v2, with the files that the kernel would put into our group. */
  function hierarchy(enabled: string, groupFiles: readonly string[]): string {
    const path = join(folder, 'v2');
    mkdirSync(join(path, 'bailiff-cells'), { recursive: true });
    writeFileSync(join(path, 'cgroup.subtree_control'), enabled);
    for (const name of groupFiles) writeFileSync(join(path, 'bailiff-cells', name), '0\n');
    return path;
  }

  test('uses v1 with its three controllers', () => {
    const v1 = { memory: folder, pids: folder, cpuacct: folder };
    expect(detectCgroups({ v1 })?.version).toBe(1);
    expect(detectCgroups({ v1, v2: folder })?.version).toBe(1);
  });

  test.each(['memory', 'pids', 'cpuacct'] as const)('does not use v1 without %s', (missing) => {
    const v1 = { memory: folder, pids: folder, cpuacct: folder, [missing]: undefined };
    expect(detectCgroups({ v1 })).toBeUndefined();
  });

  test('does not use a mount that is not there', () => {
    expect(
      detectCgroups({ v1: { memory: join(folder, 'no'), pids: folder, cpuacct: folder } }),
    ).toBeUndefined();
    expect(detectCgroups({ v1: {}, v2: join(folder, 'no') })).toBeUndefined();
  });

  test.each([
    ['cpuset cpu io memory pids', 2],
    ['cpu memory pids\n', 2],
    ['cpu memory', undefined],
    ['memory pids cpuset', undefined],
    ['', undefined],
  ])('uses v2 as far as its controllers are enabled: %j', (enabled, version) => {
    expect(detectCgroups({ v1: {}, v2: hierarchy(enabled, ['memory.peak']) })?.version).toBe(version);
  });

  test('does not use v2 where its groups have no memory.peak', () => {
    expect(detectCgroups({ v1: {}, v2: hierarchy('cpu memory pids', []) })).toBeUndefined();
  });
});
