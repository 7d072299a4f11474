import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { parseCgroupMounts } from '../../../../../lib/jail/cgroup-detect.js';
import {
  bootScript,
  type CgroupKind,
  cgroupKind,
  delegatedFolders,
} from '../../../../../lib/jail/delegation/boot-script.js';

const ANN = { name: 'ann', uid: 1_000, gid: 1_001, home: '/home/ann' };
const V1_MOUNTS = [
  'cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0',
  'cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0',
  'cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0',
  'cgroup /sys/fs/cgroup/cpuset cgroup rw,cpuset 0 0',
].join('\n');
const V2_MOUNTS = 'cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\n';
const kindOf = (text: string) => cgroupKind(parseCgroupMounts(text), text);
const V1 = kindOf(V1_MOUNTS)!;
const V2: CgroupKind = { version: 2, mount: '/sys/fs/cgroup' };

test('cgroupKind() is v1 when it has all that cells need, else v2, else nothing', () => {
  expect(V1).toMatchObject({ version: 1, mounts: { cpuset: '/sys/fs/cgroup/cpuset' } });
  expect(kindOf(`${V1_MOUNTS}\n${V2_MOUNTS}`)).toMatchObject({ version: 1 });
  expect(kindOf(V2_MOUNTS)).toEqual(V2);
  expect(kindOf(V1_MOUNTS.split('\n').slice(1).join('\n'))).toBeUndefined();
});

describe('bootScript()', () => {
  test.each([V1, V2])('is a script that a plain shell takes: v$version', async (kind) => {
    expect(await execa('/bin/sh', ['-n'], { input: bootScript(kind, ANN) })).toMatchObject({ exitCode: 0 });
  });

  test('gives the user folders of v1, and none of the files that limit all of it', () => {
    const folders = ['memory', 'pids', 'cpu,cpuacct', 'cpuset'].map(
      (name) => `/sys/fs/cgroup/${name}/bailiff-1000`,
    );
    expect(delegatedFolders(V1, ANN.uid)).toEqual(folders);
    const owned = bootScript(V1, ANN)
      .split('\n')
      .filter((line) => line.startsWith('chown'));
    expect(owned).toEqual([`chown 1000:1001 ${folders.map((folder) => `"${folder}"`).join(' ')}`]);
  });

  test('gives the user of v2 what moving processes takes, and lets root start something there', () => {
    const script = bootScript(V2, ANN);
    expect(delegatedFolders(V2, ANN.uid)).toEqual(['/sys/fs/cgroup/bailiff-1000']);
    expect(script).toContain('chown 1000:1001 "$group" "$group/cgroup.procs"');
    expect(script).not.toMatch(/chown.*(memory|pids|cpu)\./);
    expect(script).toContain('exec setpriv --reuid=1000 --regid=1001 --init-groups --');
  });
});
