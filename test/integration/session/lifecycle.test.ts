import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Session } from '../../../lib/index.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

let place: SessionHome;
beforeAll(async () => {
  place = await openSessionHome();
});
afterAll(() => place[Symbol.asyncDispose]());
const attach = (id: string) => Session.attach(id, { runner: place.runner });
const states = async () => (await Session.list({ runner: place.runner })).map(({ id, state }) => [id, state]);

describe('Session.open() and Session.attach()', () => {
  test('keep files and environment from one opener to the next', async () => {
    const first = await place.open({ id: 'stays', env: { GREETING: 'hello' } });
    await first.exec('echo "$GREETING" > file; mkdir -m 700 folder');
    await first.setEnv({ OTHER: 'x', GREETING: undefined });
    await first.close();
    const second = await attach('stays');
    const { stdout } = await second.exec('cat file; echo "$GREETING$OTHER"; stat -c "%a %u" folder');
    expect(stdout).toBe('hello\nx\n700 1000\n');
    await second.close();
    const third = await place.open({ id: 'stays', env: { MORE: 'y' } });
    expect(third.env).toEqual({ OTHER: 'x', MORE: 'y' });
    await third.remove();
  });

  test('let one opener in at a time, and tell who has it', async () => {
    const session = await place.open({ id: 'mine' });
    const refused = await attach('mine').catch((error) => error);
    expect(refused).toMatchObject({
      code: 'SESSION_BUSY',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(await states()).toEqual([['mine', 'open']]);
    await session.close();
    expect(await states()).toEqual([['mine', 'stopped']]);
    const [one, two] = await Promise.allSettled([attach('mine'), attach('mine')]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    for (const each of [one, two]) if (each.status === 'fulfilled') await each.value.remove();
  });

  test('make one session when two ask for the same new name at once', async () => {
    const both = await Promise.allSettled([place.open({ id: 'twin' }), place.open({ id: 'twin' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await states()).toEqual([['twin', 'open']]);
    for (const each of both) if (each.status === 'fulfilled') await each.value.remove();
  });

  test('tell apart what never was, what was removed, what expired, and a closed handle', async () => {
    const removed = await place.open({ id: 'removed' });
    await removed.remove();
    await expect(removed.exec('true')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    await expect(attach('removed')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    await expect(attach('never')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
    const expired = await place.open({ id: 'expired', idle: { expireMs: 1 } });
    await expired.close();
    await sleep(10);
    await expect(attach('expired')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await states()).toEqual([]);
    const again = await place.open({ id: 'removed' });
    expect((await again.exec('ls -A')).stdout).toBe('');
    await again.remove();
  });

  test.each(['', '..', '.hidden', 'a/b', '-x', 'a\0', 'x'.repeat(64)])('refuse the id %j', async (id) => {
    await expect(place.open({ id })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });

  test('leave nothing of a removed session but the note that it was', async () => {
    const session = await place.open();
    await session.exec(
      'mkdir -m 0 locked; mkdir deep; cd deep; for i in $(seq 200); do mkdir d; cd d; done; ln -s / root',
    );
    await session.remove();
    const left = readdirSync(join(place.home, 'sessions'));
    expect(left.filter((name) => !['.gone', '.images', '.snapshots'].includes(name))).toEqual([]);
    expect(readdirSync(join(place.home, 'sessions', '.gone'))).toContain(session.id);
  });
});

describe('an idle session', () => {
  test('is kept by a snapshot and stopped, and the next call resumes it', async () => {
    const session = await place.open({ idle: { stopMs: 100 } });
    await session.exec('echo here > file');
    await expect.poll(states, { timeout: 5_000 }).toEqual([[session.id, 'stopped']]);
    expect((await session.exec('cat file')).stdout).toBe('here\n');
    expect(await states()).toEqual([[session.id, 'open']]);
    await session.remove();
  });

  test('is not stopped while a command runs in the background', async () => {
    const session = await place.open({ idle: { stopMs: 50 } });
    const server = session.exec('sleep 0.5; echo done');
    await sleep(300);
    expect(await states()).toEqual([[session.id, 'open']]);
    expect((await server).stdout).toBe('done\n');
    await session.remove();
  });
});

describe('snapshots', () => {
  test('are what other sessions begin with, and forks have the settings too', async () => {
    const session = await place.open({ env: { A: 'b' } });
    await session.exec('echo one > file');
    const { id } = await session.snapshot();
    await session.exec('echo two > file');
    const before = await place.open({ from: id });
    expect((await before.exec('cat file')).stdout).toBe('one\n');
    const [left, right] = await session.fork(2);
    expect((await left!.exec('cat file; echo $A; echo left > file')).stdout).toBe('two\nb\n');
    expect((await right!.exec('cat file')).stdout).toBe('two\n');
    for (const each of [session, before, left!, right!]) await each.remove();
  });

  test('that are not there are an error, and leave no session', async () => {
    await expect(place.open({ id: 'from', from: '0'.repeat(32) })).rejects.toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
    });
    expect(await states()).toEqual([]);
  });
});
