import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../lib/index.js';
import { HAS_IMAGES } from '../../support/requirements.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

const MiB = 2 ** 20;
const LIMITS = { workspaceBytes: 16 * MiB, workspaceFiles: 500 };

let place: SessionHome;
let session: Session;
beforeAll(async () => {
  place = await openSessionHome();
  session = await place.open({ limits: LIMITS });
});
afterAll(() => place[Symbol.asyncDispose]());

/** What it ends with, when it is ended. */
const ending = (task: PromiseLike<unknown>) =>
  Promise.resolve(task).then(
    (result) => result,
    (error: { code?: string }) => error.code,
  );
const isEmptied = async () => {
  await session.exec('chmod -R u+rwx .; rm -rf -- *').catch(() => undefined); // a look that is due may end it
  expect(await session.exec('rm -rf -- *; ls -A')).toMatchObject({ status: 'exited', stdout: '' });
};

/** In the suite these run by users without root: delegation/suites.test.ts. */
describe.skipIf(HAS_IMAGES)('a workspace that no file system holds to its size', () => {
  test('says so', () => {
    expect(session.enforcement).toEqual({ workspace: 'polling' });
  });

  test.each([
    ['bytes', 'head -c 30M /dev/zero > large; sleep 30'],
    ['files', 'for i in $(seq 800); do : > $i; done; sleep 30'],
    ['bytes in a folder that is shut', 'mkdir in; head -c 30M /dev/zero > in/large; chmod 0 in; sleep 30'],
  ])('ends a program that puts too many %s there', async (_what, script) => {
    const startedAt = performance.now();
    expect(await ending(session.exec(script, { limits: { wallMs: 25_000 } }))).toBe('TOO_LARGE');
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await isEmptied();
  });

  test('ends many short ones that do so together', async () => {
    const endings: unknown[] = [];
    for (let i = 0; i < 40 && !endings.includes('TOO_LARGE'); i++)
      endings.push(await ending(session.exec(`head -c 1M /dev/zero > part${i}; sleep 0.2`)));
    expect(endings.at(-1)).toBe('TOO_LARGE');
    await isEmptied();
  });

  test('lets a program go on that is within it', async () => {
    const script = 'head -c 8M /dev/zero > some; sleep 5; rm some; echo done';
    expect(await session.exec(script)).toMatchObject({ status: 'exited', stdout: 'done\n' });
  });

  test('is removed, however full it is', async () => {
    const full = await place.open({ limits: LIMITS });
    expect(await ending(full.exec('head -c 30M /dev/zero > large; sleep 30'))).toBe('TOO_LARGE');
    await full.remove();
    await expect(full.exec('true')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
  });
});
