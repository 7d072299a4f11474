import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Session } from '../../../lib/index.js';
import { processesOf } from '../../support/leftovers.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

const FIXTURE = fileURLToPath(new URL('fixtures/hold-session.mjs', import.meta.url));

let place: SessionHome;
beforeAll(async () => {
  place = await openSessionHome();
});
afterAll(() => place[Symbol.asyncDispose]());

async function startHolder(id: string): Promise<ChildProcess> {
  const argv = [FIXTURE, place.home, id, JSON.stringify(place.uids)];
  const holder = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout!, 'data');
  return holder;
}

/** Loop devices with an image of this home behind them. */
function devices(): string[] {
  return readdirSync('/sys/block')
    .filter((name) => name.startsWith('loop'))
    .flatMap((name) => {
      try {
        const file = readFileSync(join('/sys/block', name, 'loop/backing_file'), 'utf8').trim();
        return file.startsWith(place.home) ? [`${name} ${file}`] : [];
      } catch {
        return []; // nothing behind it
      }
    });
}

describe('a session whose process is killed', () => {
  test('is held by that process until then, and told so', async () => {
    const holder = await startHolder('held');
    const refused = await Session.attach('held', { runner: place.runner }).catch((error) => error);
    expect(refused).toMatchObject({
      code: 'SESSION_BUSY',
      message: expect.stringContaining(`process ${holder.pid}`),
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const session = await Session.attach('held', { runner: place.runner });
    await session.remove();
  });

  test('can be opened at once, again and again, with its files; nothing else is left of it', async () => {
    for (let round = 0; round < 5; round++) {
      const holder = await startHolder('killed');
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      const session = await Session.attach('killed', { runner: place.runner });
      const { stdout } = await session.exec(
        'cat file; tail -n 1 grows; cat /proc/[0-9]*/comm | grep -c sleep',
      );
      expect(stdout).toBe('written\nmore\n0\n');
      await session.close();
    }
    await Session.remove('killed', { runner: place.runner });
    await expect.poll(devices).toEqual([]);
    await expect.poll(() => processesOf(place.uids)).toEqual([]);
  });
});
