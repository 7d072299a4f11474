import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Runner, Session } from '../../../lib/index.js';
import { remainsOf } from '../../support/leftovers.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

const FORGETFUL = fileURLToPath(new URL('fixtures/forgets-to-close.mjs', import.meta.url));
let place: SessionHome;
beforeAll(async () => {
  place = await openSessionHome();
});
afterAll(() => place[Symbol.asyncDispose]());

const uids = () => ({ start: place.uids.start + 64, count: 64 }); // apart from those of the home's own runner
const runnerOf = () => createRunner({ home: place.home, uids: uids(), concurrency: 2 });
const stateOf = async (id: string) =>
  (await Session.list({ runner: place.runner })).find((session) => session.id === id)?.state;

async function withOwn(body: (runner: Runner) => Promise<void>): Promise<void> {
  const runner = runnerOf();
  await body(runner).finally(() => runner.close());
}

describe('runner.close()', () => {
  test('closes the sessions that were opened with it, which others may open then', async () => {
    let session: Session | undefined;
    let running: Promise<unknown> | undefined;
    await withOwn(async (runner) => {
      session = await Session.open({ runner, id: 'owned' });
      await session.exec('echo here > file');
      await session.fs.readFile('file');
      running = session.exec('sleep 60');
      running.catch(() => undefined);
      expect(await stateOf('owned')).toBe('open');
    });
    expect(await stateOf('owned')).toBe('stopped');
    await expect(running).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(session!.exec('true')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    expect(await remainsOf(uids(), place.home)).toEqual([]);
    const again = await Session.attach('owned', { runner: place.runner });
    expect((await again.exec('cat file')).stdout).toBe('here\n');
    await again.remove();
  });

  test('closes a session that is being opened, and one that idles, and leaves no spare place', async () => {
    let opening: Promise<Session> | undefined;
    await withOwn(async (runner) => {
      const idle = await Session.open({ runner, id: 'idles', idle: { stopMs: 50 } });
      await idle.exec('true');
      await expect.poll(() => stateOf('idles'), { timeout: 10_000 }).toBe('stopped');
      opening = Session.open({ runner, id: 'opening' });
      opening.catch(() => undefined);
    });
    await opening!.catch((error) => expect(error.code).toMatch(/CLOSED/));
    expect(await remainsOf(uids(), place.home)).toEqual([]);
    expect(await stateOf('opening')).not.toBe('open');
  });

  test('does not close those that another runner has', async () => {
    const other = await place.open({ id: 'other' });
    await withOwn(async (runner) => void (await runner.run({ argv: ['/bin/true'] })));
    expect((await other.exec('echo on')).stdout).toBe('on\n');
    await other.remove();
  });
});

describe('a program that forgets to close', () => {
  test.each(['ends by itself', 'calls process.exit'])('and %s leaves nothing open', async (how) => {
    const argv = [FORGETFUL, place.home, how, JSON.stringify(uids())];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'inherit', 'inherit'] });
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await stateOf('forgotten')).toBe('stopped');
    await expect
      .poll(
        () => remainsOf(uids(), place.home).then((all) => all.filter((one) => one.startsWith('process'))),
        { timeout: 5_000 },
      )
      .toEqual([]);
    await withOwn(async (runner) => {
      const session = await Session.attach('forgotten', { runner });
      expect((await session.exec('cat file')).stdout).toBe('kept\n');
      await session.remove();
    });
    expect(await remainsOf(uids(), place.home)).toEqual([]);
  });
});
