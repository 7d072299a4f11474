import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Session, type SessionWarning } from '../../../lib/index.js';
import { findStanding } from '../../../lib/jail/standing.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

let place: SessionHome;
beforeAll(async () => {
  place = await openSessionHome();
});
afterAll(() => place[Symbol.asyncDispose]());

const imageOf = (id: string) => join(place.home, 'sessions', id, 'image');
const snapshots = () => join(place.home, 'sessions', '.snapshots', 'snapshots');
const warnings: SessionWarning[] = [];
const attach = (id: string) =>
  Session.attach(id, { runner: place.runner, onWarning: (warning) => warnings.push(warning) });

/** A closed session with a snapshot of `one`, and `two` in its workspace. */
async function kept(id: string): Promise<string> {
  const session = await place.open({ id });
  await session.exec('echo one > file');
  const snapshot = await session.snapshot();
  await session.exec('echo two > file; echo more > later; sync file later');
  await session.close();
  return snapshot.id;
}

async function overwrite(path: string, at: number, bytes: number): Promise<void> {
  await using file = await open(path, 'r+');
  await file.write(Buffer.alloc(bytes, 0xa5), 0, bytes, at);
}

async function contentOf(session: Session): Promise<string> {
  return (await session.exec('cat file; ls')).stdout;
}

describe.skipIf(findStanding('/nowhere').ids.kind !== 'root')('a workspace whose image', () => {
  test('is torn begins anew with its newest snapshot, says so, and keeps what is left of it', async () => {
    const id = await kept('torn');
    truncateSync(imageOf('torn'), 8 * 2 ** 20);
    const session = await attach('torn');
    expect(await contentOf(session)).toBe('one\nfile\n');
    expect(session.recovered).toMatchObject({
      reason: expect.any(String),
      from: { kind: 'snapshot', id, takenAt: expect.any(Number) },
      kept: `${imageOf('torn')}.damaged`,
    });
    expect(warnings.splice(0)).toMatchObject([
      {
        kind: 'recovered',
        session: 'torn',
        message: expect.stringContaining(`kept in "${imageOf('torn')}.damaged"`),
      },
    ]);
    expect(statSync(`${imageOf('torn')}.damaged`).size).toBe(8 * 2 ** 20);
    const [info] = await Session.list({ runner: place.runner });
    expect(info?.recovered).toEqual(session.recovered);
    await session.exec('echo three > file');
    await session.close();
    const again = await attach('torn');
    expect((await again.exec('cat file')).stdout).toBe('three\n');
    expect(warnings).toEqual([]);
    await again.remove();
  });

  test('has lost its superblock is as it was or as it was kept, and told in either case', async () => {
    await kept('headless');
    await overwrite(imageOf('headless'), 0, 65_536);
    const session = await attach('headless');
    const repaired = session.recovered?.from.kind === 'repair';
    expect(await contentOf(session)).toBe(repaired ? 'two\nfile\nlater\n' : 'one\nfile\n');
    expect(warnings.splice(0)).toMatchObject([{ kind: 'recovered', session: 'headless' }]);
    await session.remove();
  });

  test('was marked by the kernel as having errors is put in order, and nothing is lost', async () => {
    await kept('marked');
    execFileSync('/usr/sbin/debugfs', ['-w', '-R', 'set_super_value state 2', imageOf('marked')], {
      stdio: 'ignore',
    });
    const session = await attach('marked');
    expect(session.recovered).toMatchObject({ from: { kind: 'repair' } });
    expect(await contentOf(session)).toBe('two\nfile\nlater\n');
    expect(warnings.splice(0)).toMatchObject([{ message: expect.stringContaining('put in order') }]);
    await session.remove();
  });

  test('is gone begins anew with its newest snapshot', async () => {
    await kept('gone');
    rmSync(imageOf('gone'));
    const session = await attach('gone');
    expect(await contentOf(session)).toBe('one\nfile\n');
    expect(session.recovered).toMatchObject({ from: { kind: 'snapshot' } });
    expect(session.recovered?.kept).toBeUndefined();
    expect(warnings.splice(0)).toHaveLength(1);
    await session.remove();
  });

  test('is torn while its newest snapshot is damaged too begins with the one before', async () => {
    const older = await kept('twice');
    const session = await attach('twice');
    const newer = await session.snapshot();
    await session.close();
    appendFileSync(join(snapshots(), newer.id), ' ');
    truncateSync(imageOf('twice'), 0);
    const again = await attach('twice');
    expect(again.recovered).toMatchObject({ from: { kind: 'snapshot', id: older } });
    expect(await contentOf(again)).toBe('one\nfile\n');
    expect(warnings.splice(0)).toHaveLength(1);
    await again.remove();
    rmSync(join(snapshots(), newer.id), { force: true });
  });

  test('is torn, with no snapshot, is an error that says where it is, and stays as it is', async () => {
    const session = await place.open({ id: 'alone' });
    await session.close();
    truncateSync(imageOf('alone'), 8 * 2 ** 20);
    for (let times = 2; times > 0; times--)
      await expect(attach('alone')).rejects.toMatchObject({
        code: 'SESSION_DAMAGED',
        blame: 'host',
        message: expect.stringMatching(
          /there is no snapshot of it; its file system is still in ".*\/alone\/image"/,
        ),
      });
    expect(statSync(imageOf('alone')).size).toBe(8 * 2 ** 20);
    expect(readdirSync(join(place.home, 'sessions', 'alone')).sort()).toEqual(['image', 'lock', 'meta.json']);
    await Session.remove('alone', { runner: place.runner });
    expect(existsSync(imageOf('alone'))).toBe(false);
  });

  test('was being made anew when its process was killed is made anew again', async () => {
    await kept('killed');
    writeFileSync(`${imageOf('killed')}.new`, 'half of one');
    truncateSync(imageOf('killed'), 0);
    const session = await attach('killed');
    expect(await contentOf(session)).toBe('one\nfile\n');
    expect(warnings.splice(0)).toHaveLength(1);
    await session.remove();
  });

  test('is whole is as it was, and nothing is told', async () => {
    await kept('clean');
    const session = await attach('clean');
    expect(session.recovered).toBeUndefined();
    expect(await contentOf(session)).toBe('two\nfile\nlater\n');
    expect(warnings).toEqual([]);
    await session.remove();
  });
});
