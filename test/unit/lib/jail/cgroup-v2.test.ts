import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CellCgroup, CgroupHost } from '../../../../lib/jail/cgroup.js';
import { cgroupV2 } from '../../../../lib/jail/cgroup-v2.js';
import { type FakeCgroups, fakeCgroups } from './fake-cgroups.js';

const MiB = 2 ** 20;
const GROUP = 'bailiff-cells/7';
const FILES = {
  'cgroup.subtree_control': 'cpu memory pids\n',
  'system.slice/memory.max': 'somebody’s\n',
  'bailiff-cells/cgroup.subtree_control': '',
  'bailiff-cells/memory.peak': '0\n',
  [`${GROUP}/memory.max`]: 'max\n',
  [`${GROUP}/memory.swap.max`]: 'max\n',
  [`${GROUP}/memory.current`]: '1048576\n',
  [`${GROUP}/memory.peak`]: '1048576\n',
  [`${GROUP}/memory.reclaim`]: '',
  [`${GROUP}/memory.events`]: 'low 0\nhigh 0\nmax 9\noom 4\noom_kill 2\noom_group_kill 1\n',
  [`${GROUP}/pids.max`]: 'max\n',
};

let fake: FakeCgroups;
let host: CgroupHost;
let cgroup: CellCgroup;

beforeEach(() => {
  fake = fakeCgroups(FILES, GROUP);
  host = cgroupV2(fake.path);
  cgroup = host.create(7);
});
afterEach(() => fake.remove());

describe('cgroupV2()', () => {
  test('enables its controllers for the cells, once, and in its own folder only', () => {
    expect(fake.read('bailiff-cells/cgroup.subtree_control')).toBe('+cpu +memory +pids');
    expect(fake.read('cgroup.subtree_control')).toBe('cpu memory pids\n');
  });

  test('sets the limits, and allows no swap', () => {
    cgroup.limit(64 * MiB, 130);
    expect(fake.read(`${GROUP}/memory.max`)).toMatch(/^67108864/);
    expect(fake.read(`${GROUP}/pids.max`)).toMatch(/^130/);
    expect(fake.read(`${GROUP}/memory.swap.max`)).toMatch(/^0/);
    cgroup.lift();
    expect(fake.read(`${GROUP}/memory.max`)).toMatch(/^max/);
  });

  test('gives each run a new cell where the kernel cannot reset the peak', () => {
    const peak = (group: CellCgroup) => group.counters.find(({ counter }) => counter === 'peak')!.writable;
    expect([host.reusable, peak(cgroup)]).toEqual([true, true]);
    chmodSync(join(fake.path, 'bailiff-cells/memory.peak'), 0o444); // Linux before 6.12
    const old = cgroupV2(fake.path);
    expect([old.reusable, peak(old.create(7))]).toEqual([false, false]);
  });

  test('writes nothing that is in force already', async () => {
    cgroup.limit(64 * MiB, 130);
    await fake.writes();
    cgroup.limit(64 * MiB, 130);
    expect(await fake.writes()).toEqual([]);
    cgroup.limit(64 * MiB, 131);
    expect(await fake.writes()).toEqual(['pids.max']);
    cgroup.limit(65 * MiB, 131);
    expect(await fake.writes()).toEqual(['memory.max']);
  });

  test('asks for as much back as there is, only when it is much', async () => {
    expect(cgroup.idleBytes(MiB, 0)).toBe(MiB);
    expect(fake.read(`${GROUP}/memory.reclaim`)).toBe('');
    cgroup.idleBytes(50 * MiB, 0);
    expect(fake.read(`${GROUP}/memory.reclaim`)).toBe(`${50 * MiB}`);
  });

  test('reads oom_kill of its events, not oom or oom_group_kill', () => {
    expect(cgroup.oomKills()).toBe(2);
    fake.write(`${GROUP}/memory.events`, 'oom 5\noom_group_kill 3\n');
    expect(cgroup.oomKills()).toBe(0);
  });

  test('names one group to enter and the files that the gate reads', () => {
    expect(cgroup.procsFiles).toEqual([join(fake.path, GROUP, 'cgroup.procs')]);
    const names = cgroup.counters.map(({ counter, path }) => [
      counter,
      path.slice(join(fake.path, GROUP).length + 1),
    ]);
    expect(Object.fromEntries(names)).toEqual({
      cpu: 'cpu.stat',
      memory: 'memory.current',
      peak: 'memory.peak',
      'memory-stat': 'memory.stat',
      oom: 'memory.events',
      pids: 'pids.events',
    });
    expect(cgroup.counters.filter(({ writable }) => writable).map(({ counter }) => counter)).toEqual([
      'peak',
    ]);
  });

  test('lists the slots that have a group, and removes one', async () => {
    expect(host.slots()).toEqual([7]);
    fake.empty(GROUP);
    await cgroup.remove();
    expect(host.slots()).toEqual([]);
    await host.sweep(7);
  });

  test('never writes outside the cells’ groups, but for what lets them be', async () => {
    const text = fake.outside();
    cgroup.limit(64 * MiB, 130);
    cgroup.lift();
    cgroup.idleBytes(5 * MiB, 0);
    await cgroup.remove().catch(() => undefined);
    expect(fake.outside()).toEqual(text);
    expect(text[join(fake.path, 'system.slice/memory.max')]).toBe('somebody’s\n');
  });
});
