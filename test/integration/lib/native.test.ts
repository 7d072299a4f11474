import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';

const MISUSED = 105;
const SETUP_FAILED = 100;

const { path: native } = await findNative({ home: homePath() });
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-native-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Only ever in namespaces of its own: what it might kill, it kills there. */
const unshared = (argv: readonly string[]) =>
  execa('unshare', ['--pid', '--fork', '--mount-proc', '--kill-child', ...argv], {
    reject: false,
    timeout: 10_000,
    env: { NATIVE: native, FOLDER: folder },
  });
const asPid1 = (...args: string[]) => unshared([native, ...args]);
/** Beside a sleeper that must survive; prints the exit status, and whether the sleeper did. */
const asPid2 = (args: string) =>
  unshared([
    'sh',
    '-c',
    `sleep 30 & "$NATIVE" ${args}; echo "exit $?"; sleep 0.1; kill -0 $! && echo alive; kill $!`,
  ]);

describe('the native program, started by hand', () => {
  test.skipIf(lacks(IS_ROOT))('without a role refuses', async () => {
    for (const args of [[], ['help'], ['gates']]) {
      expect(await asPid1(...args)).toMatchObject({
        exitCode: MISUSED,
        stderr: 'bailiff-native: started by hand; bailiff starts it',
      });
    }
  });

  test.skipIf(lacks(IS_ROOT)).each(['gate v1 two', 'gate none one', 'gate'])(
    'as a gate outside a jail kills nothing: %s',
    async (args) => {
      const result = await asPid2(args);
      expect(result.stdout).toBe(`exit ${MISUSED}\nalive`);
      expect(result.stderr).toMatch(/gate must be the first process of a jail/);
    },
  );

  test.skipIf(lacks(IS_ROOT))('as a gate without its descriptors refuses', async () => {
    expect(await asPid1('gate', 'v1')).toMatchObject({ exitCode: MISUSED });
    expect(await asPid1('gate', 'v1', 'two')).toMatchObject({
      exitCode: SETUP_FAILED,
      stderr: expect.stringContaining('no deadline page'),
    });
  });

  test
    .skipIf(lacks(IS_ROOT))
    .each([
      'launch',
      'launch 1 2 3',
      'launch 1 $FOLDER 0 1 root - - - more',
      'launch 1 $FOLDER 0 1 user - - -',
    ])('with wrong arguments refuses: %s', async (args) => {
    const result = await asPid2(args);
    expect(result.stdout).toBe(`exit ${MISUSED}\nalive`);
    expect(result.stderr).toMatch(/launch wants eight arguments/);
  });

  test.skipIf(lacks(IS_ROOT))('as launch under a stranger does nothing', async () => {
    const result = await asPid2('launch 99 $FOLDER 0 1 root - - -');
    expect(result.stdout).toBe('exit 0\nalive');
    expect(await readdir(folder)).toEqual([]);
  });

  test.skipIf(lacks(IS_ROOT))('as launch without a host goes away', async () => {
    const result = await asPid2('launch 1 $FOLDER 0 1 root - - -');
    expect(result.stdout).toBe('exit 0\nalive');
  });

  test('as sweep with wrong arguments refuses', async () => {
    expect(await execa(native, ['sweep', folder], { reject: false })).toMatchObject({ exitCode: MISUSED });
  });
});

describe('sweep', () => {
  const slotsFree = async (...slots: string[]) =>
    (await execa(native, ['sweep', folder, ...slots], { reject: false, input: '' })).stdout;

  test('names the slots that nobody holds', async () => {
    expect(await slotsFree('3', '70000', '5')).toBe('3\n70000\n5');
  });

  test('holds them until its stdin ends', async () => {
    const holder = execa(native, ['sweep', folder, '3', '4'], { buffer: false });
    let named = '';
    holder.stdout.on('data', (chunk) => {
      named += String(chunk);
    });
    await expect.poll(() => named).toBe('3\n4\n');
    expect(await slotsFree('3', '4', '5')).toBe('5');
    holder.stdin.end();
    expect(await holder).toMatchObject({ exitCode: 0 });
    expect(await slotsFree('3', '4', '5')).toBe('3\n4\n5');
  });
});
