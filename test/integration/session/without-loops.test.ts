import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeHost } from '../../../lib/index.js';
import { IS_ROOT } from '../../support/requirements.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

const FIXTURE = fileURLToPath(new URL('fixtures/without-loops.mjs', import.meta.url));
/** A /dev with what programs need, and no loop devices, for one process. */
const WITHOUT_LOOPS = `set -e; kept=$1; shift
mount --rbind /dev "$kept"
mount -t tmpfs -o mode=755 bailiff-test /dev
for name in null zero full random urandom; do touch /dev/$name; mount --bind "$kept/$name" /dev/$name; done
mkdir /dev/shm; mount --bind "$kept/shm" /dev/shm
exec "$@"`;

let place: SessionHome;
beforeAll(async () => {
  place = await openSessionHome();
});
afterAll(() => place[Symbol.asyncDispose]());

describe.skipIf(!IS_ROOT)('root without loop devices', () => {
  test('has workspaces that are folders, looked at now and then, and says so', async () => {
    const made = await place.open({ id: 'imaged' });
    await made.close();
    expect(made.enforcement.workspace).toBe('filesystem');
    const argv = [FIXTURE, place.home, JSON.stringify(place.uids), 'imaged'];
    const shell = ['--mount', 'sh', '-c', WITHOUT_LOOPS, 'sh', '/mnt', process.execPath, ...argv];
    const { stdout } = await execa('unshare', shell);
    expect(JSON.parse(stdout)).toEqual({
      enforcement: { workspace: 'polling' },
      owner: '1000 644\n1000\n',
      flood: 'TOO_LARGE',
      files: 1,
      stdout: 'b\n',
      refused: { code: 'HOST_UNSUPPORTED', message: expect.stringContaining('load the module loop') },
      finding: {
        id: 'workspaces',
        title: 'Size of workspaces',
        state: 'weaker',
        detail: expect.stringContaining('no loop devices'),
        fix: expect.stringContaining('modprobe loop'),
      },
    });
  });

  test('is told apart from root with them', async () => {
    const { findings } = await probeHost({ home: place.home });
    expect(findings.find(({ id }) => id === 'workspaces')).toMatchObject({ state: 'enforced' });
  });
});
