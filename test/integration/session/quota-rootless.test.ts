import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openOrdinaryUser } from '../../support/ordinary-user.js';

const FIXTURE = fileURLToPath(new URL('fixtures/full-folder.mjs', import.meta.url));
const USER_ID = 61_234;

test('without a file system of its own a workspace that becomes too large ends what fills it, and keeps what it had', async () => {
  await using user = await openOrdinaryUser(USER_ID);
  const [command, ...argv] = [...user.prefix, process.execPath, FIXTURE];
  const { stdout } = await promisify(execFile)(command!, argv, {
    env: { ...process.env, ...user.env },
    timeout: 110_000,
  });
  const full = [
    'TOO_LARGE: Cannot go on: the workspace holds more than 8 MiB or 200 files; remove some',
    'kept',
  ];
  expect(JSON.parse(stdout)).toEqual({
    enforced: 'polling',
    exec: full,
    files: full,
    write: full,
    unpack: ['ARCHIVE_REFUSED: Cannot unpack the archive: it is longer than 8392704 bytes', 'kept'],
    after: ['exited', 'kept'],
  });
}, 120_000);
