import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../../lib/package-root.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';

const FIXTURE = join(packageRoot(), 'test/integration/lib/fixtures/remove-mounted.mjs');

describe('removeOwnFolder()', () => {
  test.skipIf(lacks(IS_ROOT))('stops before what is mounted below, and loses nothing of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bailiff-mounted-'));
    const cell = join(folder, 'home/cells/7');
    await mkdir(join(cell, 'in'), { recursive: true });
    const script =
      'mount -t tmpfs test "$1/in" && echo kept > "$1/in/file" && "$2" "$3" "$1" "$4"; cat "$1/in/file"';
    const argv = ['--mount', 'sh', '-c', script, 'sh', cell, process.execPath, FIXTURE, join(folder, 'home')];
    const { stdout } = await execa('unshare', argv);
    expect(stdout).toBe(`another file system is mounted at ${cell}/in\nkept`);
    await rm(folder, { recursive: true });
  });
});
