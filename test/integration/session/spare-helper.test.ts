import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, Session } from '../../../lib/index.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

const FIXTURE = fileURLToPath(new URL('fixtures/hold-session.mjs', import.meta.url));
const HAS_SPARES = process.getuid?.() === 0 && existsSync('/dev/loop-control');
const SOON = { timeout: 10_000 };
const PARKED_MS = 700; // by then the cell of the spare place is there as well

let place: SessionHome;
beforeAll(async () => {
  place = await openSessionHome();
});
afterAll(() => place[Symbol.asyncDispose]());

/** Children of a process that take hold of sessions, or wait for one to take. */
async function helpersOf(pid: number): Promise<string[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const pids = children.split(' ').filter(Boolean);
  const commands = await Promise.all(
    pids.map((each) => readFile(`/proc/${each}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, i) => commands[i]!.split('\0')[1] === 'place');
}

describe.runIf(HAS_SPARES)('the helper of a spare place', () => {
  test('waits for the next session, takes its lock for this process, and goes; another one comes', async () => {
    const first = await place.open();
    await expect.poll(() => helpersOf(process.pid), SOON).toHaveLength(1);
    const [waiting] = await helpersOf(process.pid);
    await sleep(PARKED_MS);

    const second = await place.open({ id: 'spared' });
    expect((await second.exec('echo here > file; cat file')).stdout).toBe('here\n');
    await expect.poll(() => helpersOf(process.pid), SOON).not.toContain(waiting);
    const other = createRunner({ home: place.home, uids: { start: place.uids.start + 64, count: 64 } });
    await expect(Session.attach('spared', { runner: other })).rejects.toMatchObject({
      code: 'SESSION_BUSY',
      message: expect.stringContaining(`process ${process.pid}`),
    });

    await second.close();
    const again = await Session.attach('spared', { runner: other });
    expect((await again.exec('cat file')).stdout).toBe('here\n');
    await other.close();
    await first.close();
  });

  test('is not needed: when it was killed the next session is opened without it', async () => {
    const first = await place.open();
    await expect.poll(() => helpersOf(process.pid), SOON).toHaveLength(1);
    const [waiting] = await helpersOf(process.pid);
    await sleep(PARKED_MS);
    if (Number(waiting) > 1) process.kill(Number(waiting), 'SIGKILL');
    await expect.poll(() => helpersOf(process.pid), SOON).not.toContain(waiting);
    const second = await place.open();
    expect((await second.exec('echo here')).stdout).toBe('here\n');
    await second.close();
    await first.close();
  });

  test('goes with its runner', async () => {
    const runner = createRunner({ home: place.home, uids: { start: place.uids.start + 64, count: 64 } });
    await expect.poll(() => helpersOf(process.pid), SOON).toHaveLength(1); // of the other runner
    const session = await Session.open({ runner });
    await expect.poll(() => helpersOf(process.pid), SOON).toHaveLength(2);
    await session.remove();
    await runner.close();
    await expect.poll(() => helpersOf(process.pid), SOON).toHaveLength(1);
  });

  test('goes with a process that is killed', async () => {
    const argv = [FIXTURE, place.home, 'killed', JSON.stringify(place.uids)];
    const holder = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout!, 'data');
    await expect.poll(() => helpersOf(holder.pid!), SOON).toHaveLength(1);
    const [waiting] = await helpersOf(holder.pid!);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await expect.poll(() => existsSync(`/proc/${waiting}/stat`), SOON).toBe(false);
  });
});
