import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CellCgroup, CgroupHost } from '../../../../lib/jail/cgroup.js';
import { cgroupV1 } from '../../../../lib/jail/cgroup-v1.js';
import { type FakeCgroups, fakeCgroups } from './fake-cgroups.js';

const MiB = 2 ** 20;
const MEMORY = 'memory/bailiff-cells/7';
const FILES = {
  [`${MEMORY}/memory.limit_in_bytes`]: '9223372036854771712\n',
  [`${MEMORY}/memory.memsw.limit_in_bytes`]: '9223372036854771712\n',
  [`${MEMORY}/memory.usage_in_bytes`]: '1048576\n',
  [`${MEMORY}/memory.force_empty`]: '',
  [`${MEMORY}/memory.oom_control`]: 'oom_kill_disable 0\nunder_oom 0\noom_kill 3\n',
  'pids/bailiff-cells/7/pids.max': 'max\n',
  'cpuacct/bailiff-cells/7/cpuacct.usage': '0\n',
  'memory/memory.limit_in_bytes': 'the machine’s\n',
  'memory/other/memory.limit_in_bytes': 'somebody’s\n',
  'pids/pids.max': 'the machine’s\n',
};

let fake: FakeCgroups;
let host: CgroupHost;
let cgroup: CellCgroup;

function open(files: Readonly<Record<string, string>> = FILES): void {
  fake = fakeCgroups(files, MEMORY);
  host = cgroupV1({
    memory: join(fake.path, 'memory'),
    pids: join(fake.path, 'pids'),
    cpuacct: join(fake.path, 'cpuacct'),
  });
  cgroup = host.create(7);
}

beforeEach(() => open());
afterEach(() => fake.remove());

/** What was written last: the files of the fake keep the end of a longer text before it. */
const limits = () =>
  ['memory.limit_in_bytes', 'memory.memsw.limit_in_bytes'].map((name) => fake.read(`${MEMORY}/${name}`));

describe('cgroupV1()', () => {
  test('sets both limits of memory, and the processes', () => {
    cgroup.limit(64 * MiB, 130);
    for (const text of limits()) expect(text).toMatch(/^67108864/);
    expect(fake.read('pids/bailiff-cells/7/pids.max')).toMatch(/^130/);
  });

  test('lowers the limit before memsw, and raises it after', async () => {
    await fake.writes();
    cgroup.limit(64 * MiB, 130);
    expect(await fake.writes()).toEqual(['memory.limit_in_bytes', 'memory.memsw.limit_in_bytes']);
    cgroup.limit(32 * MiB, 130);
    expect(await fake.writes()).toEqual(['memory.limit_in_bytes', 'memory.memsw.limit_in_bytes']);
    cgroup.limit(128 * MiB, 130);
    expect(await fake.writes()).toEqual(['memory.memsw.limit_in_bytes', 'memory.limit_in_bytes']);
    cgroup.lift();
    expect(await fake.writes()).toEqual(['memory.memsw.limit_in_bytes', 'memory.limit_in_bytes']);
    for (const text of limits()) expect(text).toMatch(/^-1/);
  });

  test('writes nothing that is in force already', async () => {
    cgroup.limit(64 * MiB, 130);
    await fake.writes();
    cgroup.limit(64 * MiB, 130);
    expect(await fake.writes()).toEqual([]);
    cgroup.lift();
    cgroup.limit(64 * MiB, 130);
    for (const text of limits()) expect(text).toMatch(/^67108864/);
  });

  test('does without memsw where swap is not accounted', () => {
    fake.remove();
    const { [`${MEMORY}/memory.memsw.limit_in_bytes`]: _, ...files } = FILES;
    open(files);
    cgroup.limit(64 * MiB, 130);
    cgroup.lift();
    cgroup.limit(32 * MiB, 130);
    expect(fake.read(`${MEMORY}/memory.limit_in_bytes`)).toMatch(/^33554432/);
  });

  test('drops the file cache of the last run only when it is much', async () => {
    await fake.writes();
    expect(cgroup.idleBytes(4 * MiB, 0)).toBe(4 * MiB);
    expect(await fake.writes()).toEqual([]);
    expect(cgroup.idleBytes(4 * MiB + 1, 0)).toBe(MiB); // what is left, read again
    expect(await fake.writes()).toEqual(['memory.force_empty']);
  });

  test('does not take for file cache what an idle cell has for good', async () => {
    await fake.writes();
    expect(cgroup.idleBytes(14 * MiB, 10 * MiB)).toBe(14 * MiB);
    expect(cgroup.idleBytes(14 * MiB, Number.POSITIVE_INFINITY)).toBe(14 * MiB);
    expect(await fake.writes()).toEqual([]);
    cgroup.idleBytes(14 * MiB, 9 * MiB);
    expect(await fake.writes()).toEqual(['memory.force_empty']);
  });

  test('makes room where limits are tight, and leaves wide ones as they are', async () => {
    cgroup.limit(64 * MiB, 10);
    await fake.writes();
    cgroup.makeRoom(64 * MiB, 10);
    expect(await fake.writes()).toEqual([]);
    cgroup.makeRoom(65 * MiB, 11);
    expect(fake.read(`${MEMORY}/memory.limit_in_bytes`)).toMatch(/^-1/);
    expect(fake.read('pids/bailiff-cells/7/pids.max')).toMatch(/^11/);
  });

  test('reads the kernel’s own count of kills, and no other field', () => {
    expect(cgroup.oomKills()).toBe(3);
    fake.write(`${MEMORY}/memory.oom_control`, 'oom_kill_disable 9\nunder_oom 1\noom_kill 12\n');
    expect(cgroup.oomKills()).toBe(12);
    fake.write(`${MEMORY}/memory.oom_control`, 'oom_kill_disable 9\n');
    expect(cgroup.oomKills()).toBe(0);
  });

  test('names the files that the gate reads, each below the cell’s groups', () => {
    expect(cgroup.counters.map(({ counter, writable }) => [counter, writable])).toEqual([
      ['cpu', false],
      ['memory', false],
      ['peak', true],
      ['memory-stat', false],
      ['oom', false],
      ['pids', false],
    ]);
    for (const { path } of cgroup.counters) expect(path).toContain('/bailiff-cells/7/');
    expect(cgroup.procsFiles).toEqual(
      ['memory', 'pids', 'cpuacct'].map((name) => join(fake.path, name, 'bailiff-cells/7/cgroup.procs')),
    );
  });

  test('lists the slots that have groups, and removes those of one', async () => {
    expect(host.slots()).toEqual([7, 7, 7]);
    for (const name of ['memory', 'pids', 'cpuacct']) fake.empty(`${name}/bailiff-cells/7`);
    await cgroup.remove();
    expect(host.slots()).toEqual([]);
    await host.sweep(7); // nothing there is fine as well
    expect(existsSync(join(fake.path, 'memory/bailiff-cells'))).toBe(true);
  });

  test('says which group cannot be removed, and why', async () => {
    await expect(cgroup.remove()).rejects.toMatchObject({
      code: 'CGROUP_FAILED',
      blame: 'host',
      message: expect.stringMatching(/bailiff-cells\/7" \(ENOTEMPTY\)/),
    });
  });

  test('never writes outside the cells’ groups', async () => {
    const before = fake.outside();
    expect(Object.keys(before)).toHaveLength(3);
    cgroup.limit(64 * MiB, 130);
    cgroup.lift();
    cgroup.idleBytes(5 * MiB, 0);
    await cgroup.remove().catch(() => undefined);
    expect(fake.outside()).toEqual(before);
  });
});
