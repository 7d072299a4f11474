import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../lib/index.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

const PTY = { cols: 80, rows: 24 };
let place: SessionHome;
let session: Session;
beforeAll(async () => {
  place = await openSessionHome();
  session = await place.open();
});
afterAll(() => place[Symbol.asyncDispose]());

describe('a terminal at its extremes', () => {
  test.each([
    [{ cols: 1, rows: 1 }, '1 1'],
    [{ cols: 65_535, rows: 65_535 }, '65535 65535'],
  ])('has the size %j', async (pty, shown) => {
    const { stdout } = await session.exec('stty size', { pty });
    expect(stdout.trim()).toBe(shown);
  });

  test.each([
    { cols: 0, rows: 24 },
    { cols: 80, rows: 0 },
    { cols: 65_536, rows: 24 },
    { cols: 1.5, rows: 24 },
    { cols: Number.NaN, rows: 24 },
  ])('cannot have the size %j, neither at first nor later', async (pty) => {
    expect(() => session.exec('true', { pty })).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
    const shell = session.exec('sleep 0.3; stty size', { pty: PTY });
    expect(() => shell.resize(pty)).toThrow(expect.objectContaining({ code: 'INVALID_OPTIONS' }));
    expect((await shell).stdout.trim()).toBe('24 80');
  });

  test('is resized before its start, in its course, and after its end, which does nothing', async () => {
    const shell = session.exec('stty size; read line; stty size', { pty: PTY });
    shell.resize({ cols: 100, rows: 30 });
    await expect.poll(() => shell.pid).toBeGreaterThan(1);
    await sleep(200);
    shell.resize({ cols: 65_535, rows: 1 });
    shell.stdin!.write('on\n');
    const { stdout } = await shell;
    expect(stdout).toContain('1 65535');
    shell.resize({ cols: 10, rows: 10 });
    shell.kill();
    expect((await session.exec('echo still')).stdout).toBe('still\n');
  });

  test('stops by ^Z what goes on by fg, and ends by ^\\ what has no hold of it', async () => {
    const shell = session.exec(['bash', '--norc', '-i'], { pty: PTY, env: { PS1: '> ' } });
    let said = '';
    const reading = (async () => {
      for await (const { data } of shell) said += data;
    })();
    reading.catch(() => undefined); // when the test fails before
    const until = (text: string | RegExp) => expect.poll(() => said, { timeout: 10_000 }).toMatch(text);
    await until('> ');
    shell.stdin!.write('sleep 30\n');
    await sleep(300);
    shell.stdin!.write('\x1a');
    await until('Stopped');
    shell.stdin!.write('jobs | wc -l; fg\n');
    await until(/1\r\nsleep 30/);
    await sleep(300);
    shell.stdin!.write('\x1c');
    await until(/Quit/);
    shell.stdin!.write('exit 7\n');
    expect(await shell).toMatchObject({ status: 'exited', exitCode: 7 });
    await reading;
  });

  test('is closed while it floods, and while nobody reads what it says', async () => {
    const own = await place.open();
    const flood = own.exec('yes', { pty: PTY, limits: { stdoutBytes: 2 ** 30 } });
    const silent = own.exec('yes >&2', {});
    flood.catch(() => undefined);
    silent.catch(() => undefined);
    await sleep(500);
    const begunAt = performance.now();
    await own.close();
    expect(performance.now() - begunAt).toBeLessThan(10_000);
    await expect(flood).rejects.toMatchObject({ code: 'CLOSED' });
    await own.remove();
  });

  test('takes a megabyte that is pasted at once', async () => {
    const shell = session.exec('stty raw -echo; head -c 1000000 | md5sum', { pty: PTY });
    await sleep(300);
    const pasted = Buffer.alloc(1_000_000, 'x');
    shell.stdin!.write(pasted);
    const { stdout } = await shell;
    expect(stdout).toContain(createHash('md5').update(pasted).digest('hex'));
  });
});
