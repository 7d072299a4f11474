import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Runner, Session, type SessionWarning } from '../../../lib/index.js';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { IS_ROOT } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
let own: OwnHome;
let runner: Runner;
const warnings: SessionWarning[] = [];
const onWarning = (warning: SessionWarning) => void warnings.push(warning);
const filler = () => join(own.path, 'filler');

/** The whole home is on a disk of its own, which is small. */
beforeAll(async () => {
  own = await openOwnHome();
  if (IS_ROOT) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m,mode=700', 'bailiff-test', own.path]);
  runner = createRunner({ home: own.path, uids: ownUids(128), concurrency: 2 });
});
afterAll(async () => {
  await runner.close();
  if (IS_ROOT) execFileSync('umount', [own.path]);
  await own[Symbol.asyncDispose]();
});

function fillDisk(leftBytes = 0): void {
  const { bavail, bsize } = statfsSync(own.path);
  writeFileSync(filler(), Buffer.alloc(bavail * bsize - leftBytes));
}

const limits = { workspaceBytes: 64 * MiB, workspaceFiles: 1_000 };

describe.skipIf(!IS_ROOT)('a disk that is full', () => {
  test('makes a snapshot fail by name, and leaves the workspace as it is', async () => {
    await using session = await Session.open({ runner, id: 'asked', limits, onWarning });
    await session.exec('head -c 1000000 /dev/urandom > file; sync file; sha256sum file > sum');
    fillDisk();
    await expect(session.snapshot()).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    expect((await session.exec('sha256sum -c sum')).stdout).toBe('file: OK\n');
    rmSync(filler());
    expect(await session.snapshot()).toMatchObject({ files: 2 });
    expect(warnings).toEqual([]);
  });

  test('makes a new session fail by name, and leaves nothing of it', async () => {
    fillDisk();
    await expect(Session.open({ runner, id: 'new', limits })).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
    rmSync(filler());
    await expect(Session.attach('new', { runner })).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  });

  test('is told when an idle session is stopped without a snapshot, whose files stay', async () => {
    const session = await Session.open({ runner, id: 'idle', limits, idle: { stopMs: 300 }, onWarning });
    await session.exec('head -c 1000000 /dev/urandom > file; sync file; sha256sum file > sum; sync sum');
    fillDisk(256 * 1_024); // for what the host notes, not for the snapshot
    await expect.poll(() => warnings.length, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(warnings.splice(0)[0]).toMatchObject({
      kind: 'snapshot-failed',
      session: 'idle',
      message: expect.stringContaining('without a snapshot, its workspace stays'),
      error: { code: 'STORAGE_FAILED' },
    });
    const failed = async () =>
      (await Session.list({ runner })).find(({ id }) => id === 'idle')?.snapshotFailed;
    await expect.poll(failed, { timeout: 5_000 }).toMatchObject({ reason: expect.any(String) });
    rmSync(filler());
    expect((await session.exec('sha256sum -c sum')).stdout).toBe('file: OK\n');
    await session.snapshot();
    expect(await failed()).toBeUndefined();
    await session.remove();
  });

  test('that what programs write finds full does not cost what they had', async () => {
    const session = await Session.open({ runner, id: 'written', limits, onWarning });
    await session.exec('echo before > file; sync file');
    fillDisk();
    await session.exec('head -c 30000000 /dev/urandom > more; sync more');
    rmSync(filler());
    await session.close().catch(() => undefined);
    warnings.splice(0);
    const again = await Session.attach('written', { runner, onWarning });
    expect((await again.exec('cat file')).stdout).toBe('before\n');
    expect(warnings.every(({ kind }) => kind === 'recovered')).toBe(true);
    expect(again.recovered?.from.kind).not.toBe('snapshot');
    expect((await again.exec('echo after > file; cat file')).stdout).toBe('after\n');
    await again.remove();
  });
});
