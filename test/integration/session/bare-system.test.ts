import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { IS_ROOT, lacks } from '../../support/requirements.js';
import { openSessionHome } from '../../support/sessions.js';

const FIXTURE = fileURLToPath(new URL('fixtures/bare-system.mjs', import.meta.url));

/** In a mount namespace of its own, where these are whiteouts of an overlay: nothing of the machine's is touched. */
const WITHOUT_TOOLS = `set -e
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work"
for name in python3 rg; do mknod "$1/upper/$name" c 0 0; done
mount -t overlay -o lowerdir=/usr/bin,upperdir="$1/upper",workdir="$1/work" overlay /usr/bin
shift
exec "$@"`;

test.skipIf(lacks(IS_ROOT))(
  'a session where python3 and ripgrep are missing says what to install, and searches by itself',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bailiff-bare-'));
    await using place = await openSessionHome();
    try {
      const { stdout } = await promisify(execFile)('unshare', [
        ...['--mount', 'sh', '-c', WITHOUT_TOOLS, 'sh', folder],
        ...[process.execPath, FIXTURE, place.home, JSON.stringify(place.uids)],
      ]);
      const install = 'there is no python3 in /usr/bin; install it, as root: apt-get install python3';
      expect(JSON.parse(stdout)).toEqual({
        archive: `TOOLCHAIN_MISSING: Cannot make the archive: ${install}`,
        unpack: `TOOLCHAIN_MISSING: Cannot unpack the archive: ${install}`,
        query: `TOOLCHAIN_MISSING: Cannot run the query: ${install}`,
        grep: {
          matches: [{ path: 'a.txt', line: 1, text: 'needle' }],
          truncated: false,
          engine: 'built-in',
        },
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
