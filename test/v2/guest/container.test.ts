import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import type { Finding } from '../../../lib/index.js';
import { packageRoot } from '../../../lib/package-root.js';
import { CGROUP_MOUNT } from './kernel.js';

const BAILIFF = join(packageRoot(), 'dist/harness/cli/index.js');

/**
 * As a container sees it: a cgroup namespace whose root is somebody's group and holds all its processes, and a mount
 * of that in place of the machine's own.
 */
async function inContainer(name: string, script: string): Promise<string> {
  const group = join(CGROUP_MOUNT, name);
  mkdirSync(group, { recursive: true });
  const inside = `umount ${CGROUP_MOUNT} && mount -t cgroup2 none ${CGROUP_MOUNT} && { ${script}; }`;
  const enter = `echo $$ > ${group}/cgroup.procs && exec unshare --cgroup --mount --propagation private sh -c '${inside}'`;
  const { stdout } = await execa('sh', ['-c', enter]);
  return stdout;
}

const doctor = `${process.execPath} ${BAILIFF} doctor --json`;
const cgroupsOf = (text: string) =>
  (JSON.parse(text) as { host: { findings: Finding[] } }).host.findings.find(({ id }) => id === 'cgroups')!;

test('in a container doctor finds the controllers missing, and its fix lets cells have them', async () => {
  const bare = cgroupsOf(await inContainer('container', doctor));
  expect(bare).toMatchObject({
    state: 'weaker',
    detail: expect.stringMatching(/^v2 without memory, pids, cpu/),
  });
  const fix = bare.fix!.replace(/^as root: /, '');
  const text = await inContainer('container', `{ ${fix}; } >&2; ${doctor}`);
  expect(cgroupsOf(text)).toMatchObject({ state: 'enforced' });
  const { selfTest } = JSON.parse(text) as { selfTest: Finding[] };
  expect(selfTest.filter(({ state }) => state !== 'enforced')).toEqual([]);
});
