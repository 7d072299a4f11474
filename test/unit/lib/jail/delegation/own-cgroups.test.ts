import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enableOwnV2 } from '../../../../../lib/jail/delegation/enable-v2.js';
import { ownV1, ownV2 } from '../../../../../lib/jail/delegation/own-cgroups.js';
import { ownMounts } from '../../../../../lib/jail/delegation/own-mounts.js';

const UID = process.geteuid!();
const ALL = 'cpuset cpu io memory pids';

let mount: string;
beforeEach(async () => {
  mount = await mkdtemp(join(tmpdir(), 'bailiff-own-'));
});
afterEach(() => rm(mount, { recursive: true }));

/** A group as cgroup v2 shows it; its files are plain ones. */
function group(path: string, controllers = ALL, procs = '', enabled = ''): string {
  const folder = join(mount, path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cgroup.controllers'), `${controllers}\n`);
  writeFileSync(join(folder, 'cgroup.procs'), procs);
  writeFileSync(join(folder, 'cgroup.subtree_control'), enabled);
  return folder;
}

describe('ownV2()', () => {
  test('is the group of this process, when it has all controllers', () => {
    const own = group('user.slice/app.scope');
    expect(ownV2(mount, '0::/user.slice/app.scope\n', UID)).toBe(own);
  });

  test('is the group above, where ours has been moved out of the way', () => {
    const service = group('app.service');
    group('app.service/bailiff-others');
    expect(ownV2(mount, '0::/app.service/bailiff-others\n', UID)).toBe(service);
  });

  test('is the group above that has controllers, where ours has none (DelegateSubgroup=)', () => {
    const service = group('app.service');
    group('app.service/main', '');
    expect(ownV2(mount, '0::/app.service/main\n', UID)).toBe(service);
  });

  test('is the mount itself in a container', () => {
    group('.');
    expect(ownV2(mount, '0::/\n', UID)).toBe(mount);
  });

  test.each([
    ['somebody else’s', '0::/a/b\n', UID + 1],
    ['that of another namespace', '0::/../b\n', UID],
    ['in a hierarchy of v1 alone', '4:memory:/a/b\n', UID],
    ['nowhere with all controllers', '0::/few\n', UID],
  ])('is none that is %s', (_, own, uid) => {
    group('a/b');
    group('few', 'memory pids');
    expect(ownV2(mount, own, uid)).toBeUndefined();
  });
});

describe('ownV1()', () => {
  const folders = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, join(mount, name)]));

  test('is the user’s folder in each of three hierarchies, or nothing', () => {
    const mounts = folders(['memory', 'pids', 'cpuacct']);
    for (const path of Object.values(mounts)) mkdirSync(join(path, `bailiff-${UID}`), { recursive: true });
    expect(ownV1(mounts, UID)).toEqual({
      memory: join(mount, 'memory', `bailiff-${UID}`),
      pids: join(mount, 'pids', `bailiff-${UID}`),
      cpuacct: join(mount, 'cpuacct', `bailiff-${UID}`),
    });
    expect(ownV1({ ...mounts, pids: mount }, UID)).toBeUndefined();
    expect(ownV1(mounts, UID + 1)).toBeUndefined();
  });

  test('comes before v2 where v1 has the controllers', () => {
    group('.');
    const v1 = folders(['memory', 'pids', 'cpuacct']);
    expect(ownMounts({ v1, v2: mount }, '0::/\n', UID)).toEqual({ v1: {}, v2: undefined });
    expect(ownMounts({ v1: {}, v2: mount }, '0::/\n', UID)).toEqual({ v1: {}, v2: mount });
  });
});

describe('enableOwnV2()', () => {
  test('leaves alone what is enabled', () => {
    const own = group('a', ALL, '17\n', 'cpu memory pids');
    expect(enableOwnV2(own)).toBe(true);
    expect(readFileSync(join(own, 'cgroup.procs'), 'utf8')).toBe('17\n');
  });

  test('enables what is not, in a group without processes', () => {
    const own = group('a');
    expect(enableOwnV2(own)).toBe(true);
    expect(readFileSync(join(own, 'cgroup.subtree_control'), 'utf8')).toBe('+memory +pids +cpu');
  });

  test('says when it cannot', () => {
    const own = group('a');
    rmControl(own);
    expect(enableOwnV2(own)).toBe(false);
  });
});

/** As where the kernel refuses: what is there is no file that takes words. */
function rmControl(folder: string): void {
  const control = join(folder, 'cgroup.subtree_control');
  chmodSync(control, 0o400);
  if (UID !== 0) return;
  writeFileSync(join(folder, 'cgroup.procs'), 'never-ending\n'); // root may write everything: processes that do not move
  mkdirSync(join(folder, 'bailiff-others', 'cgroup.procs'), { recursive: true });
}
