import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../lib/index.js';
import { HAS_CGROUPS, IS_ROOT, lacks } from '../../support/requirements.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

const MiB = 2 ** 20;
const SIZE = { workspaceBytes: 16 * MiB, workspaceFiles: 128 };

let place: SessionHome;
let session: Session;
beforeAll(async () => {
  place = await openSessionHome();
  session = await place.open({ limits: SIZE });
});
afterAll(() => place[Symbol.asyncDispose]());

describe('session.exec()', () => {
  test('runs an argv as it is, and a text by the shell', async () => {
    const argv = await session.exec(['printf', '%s', '$HOME']);
    expect(argv).toMatchObject({ status: 'exited', exitCode: 0, ok: true, stdout: '$HOME' });
    const line = await session.exec('echo "$HOME" | tr a-z A-Z; pwd >&2; exit 3');
    expect(line).toMatchObject({ exitCode: 3, ok: false, stdout: '/WORKSPACE\n', stderr: '/workspace\n' });
  });

  test('has a folder to start in, which must be there', async () => {
    await session.exec('mkdir -p sub');
    expect((await session.exec('pwd', { cwd: 'sub' })).stdout).toBe('/workspace/sub\n');
    expect((await session.exec('pwd', { cwd: '/tmp' })).stdout).toBe('/tmp\n');
    await expect(session.exec('pwd', { cwd: 'none' })).rejects.toMatchObject({
      code: 'PROGRAM_NOT_STARTED',
      message: expect.stringContaining('cwd'),
    });
  });

  test('gives output as it comes, to any number of readers, characters whole', async () => {
    const running = session.exec("printf 'a\\303'; sleep 0.1; printf '\\251b'; echo err >&2");
    const read = async () => {
      let all = '';
      for await (const { stream, data } of running) all += stream === 'stdout' ? data : `[${data}]`;
      return all;
    };
    expect(await Promise.all([read(), read()])).toEqual(['aéb[err\n]', 'aéb[err\n]']);
    expect(await read()).toBe('aéb[err\n]');
  });

  test('talks with a program by its stdin', async () => {
    const cat = session.exec('while read line; do echo "got $line"; done', { stdin: { pipe: true } });
    const lines = cat[Symbol.asyncIterator]();
    cat.stdin!.write('one\n');
    expect((await lines.next()).value).toEqual({ stream: 'stdout', data: 'got one\n' });
    cat.stdin!.end('two\n');
    expect((await cat).stdout).toBe('got one\ngot two\n');
    expect((await session.exec('cat', { stdin: 'given' })).stdout).toBe('given');
    expect((await session.exec('cat')).stdout).toBe('');
  });

  test('sends signals to the whole process group, and tells the pid on the host', async () => {
    const running = session.exec('sleep 100 | sleep 100');
    await expect.poll(() => running.pid).toBeGreaterThan(1);
    running.kill('SIGINT');
    expect(await running).toMatchObject({ status: 'signaled', signal: 'SIGINT' });
    expect(running.pid).toBeUndefined();
    expect(() => running.kill('SIGNOPE' as NodeJS.Signals)).toThrow('no such signal');
  });

  test('can be killed before it has begun', async () => {
    const running = session.exec('sleep 100');
    running.kill('SIGKILL');
    expect(await running).toMatchObject({ status: 'signaled', signal: 'SIGKILL' });
  });

  test('is cancelled by a signal, with its reason', async () => {
    const abort = new AbortController();
    const running = session.exec('sleep 100', { signal: abort.signal });
    setTimeout(() => abort.abort(new Error('enough')), 100);
    await expect(running).rejects.toThrow('enough');
  });

  test('ends with its main process, whoever keeps its pipes or runs in the background', async () => {
    const before = performance.now();
    const { stdout } = await session.exec('sleep 50 & (setsid sleep 50 &) ; echo done');
    expect(stdout).toBe('done\n');
    expect(performance.now() - before).toBeLessThan(10_000);
    expect((await session.exec('cat /proc/[0-9]*/comm')).stdout).not.toContain('sleep');
  });

  test('holds its own limits, and refuses more than half an hour', async () => {
    expect(await session.exec('sleep 50', { limits: { wallMs: 200 } })).toMatchObject({
      status: 'limit-exceeded',
      limit: 'wall',
    });
    expect(await session.exec('yes', { limits: { stdoutBytes: 1_000 } })).toMatchObject({ limit: 'output' });
    expect((await session.exec('true')).limits.wallMs).toBe(180_000);
    await expect(session.exec('true', { limits: { wallMs: 1_800_001 } })).rejects.toMatchObject({
      code: 'INVALID_LIMITS',
    });
  });

  test.skipIf(lacks(HAS_CGROUPS))('has a memory limit of its own, beside others that go on', async () => {
    const beside = session.exec('sleep 1; echo alive');
    const hungry = await session.exec('a=xxxxxxxx; while :; do a=$a$a; done', {
      limits: { memoryBytes: 64 * MiB },
    });
    expect(hungry).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
    expect((await beside).stdout).toBe('alive\n');
  });

  test('runs many at once, each with processes of its own, all in one network', async () => {
    const server = session.exec(['python3', '-m', 'http.server', '8123']);
    const ask = () => session.exec('exec 3<>/dev/tcp/127.0.0.1/8123 && echo up');
    await expect.poll(async () => (await ask()).stdout, { timeout: 10_000 }).toBe('up\n');
    const all = await Promise.all(Array.from({ length: 8 }, ask));
    expect(all.map(({ stdout }) => stdout)).toEqual(Array(8).fill('up\n'));
    expect((await session.exec('cat /proc/[0-9]*/comm')).stdout).not.toContain('python');
    server.kill();
    await server;
  });

  test('has no network but its own', async () => {
    const { stdout } = await session.exec(
      'cat /proc/net/dev | tail -n +3 | cut -d: -f1; cat /proc/net/route | tail -n +2',
    );
    expect(stdout.trim()).toBe('lo');
  });

  test('is told that nothing is there to be started', async () => {
    await expect(session.exec(['no-such-tool'])).rejects.toMatchObject({ code: 'PROGRAM_NOT_STARTED' });
    expect(() => session.exec([])).toThrow('Cannot run nothing');
  });

  test.skipIf(lacks(IS_ROOT))(
    'meets the end of its workspace, and goes on when there is room again',
    async () => {
      const full = await session.exec('head -c 30000000 /dev/zero > big; echo $?');
      expect(full.stderr).toContain('No space left');
      expect((await session.exec('rm big; i=0; while : > f$i; do i=$((i+1)); done')).stderr).toContain(
        'No space left',
      );
      expect((await session.exec('rm f*; echo fine > x && cat x')).stdout).toBe('fine\n');
    },
  );
});

describe('a terminal', () => {
  test('is the jail’s own, has a size, and passes signals on', async () => {
    const shell = session.exec(['bash', '-i'], { pty: { cols: 91, rows: 17 }, env: { PS1: '' } });
    shell.stdin!.write('tty; stty size; ls /dev/pts\n');
    let seen = '';
    for await (const { data } of shell) {
      seen += data;
      if (seen.includes('17 91') && seen.includes('ptmx')) break;
    }
    shell.resize({ cols: 50, rows: 10 });
    shell.stdin!.write('stty size; sleep 100\n');
    await sleep(300);
    shell.stdin!.write('\x03');
    await sleep(100);
    shell.stdin!.write('echo "ended $?"; exit 5\n');
    const { exitCode, stdout } = (await shell) as { exitCode: number; stdout: string };
    expect(exitCode).toBe(5);
    expect(stdout).toContain('/dev/pts/0');
    expect(stdout).toContain('10 50');
    expect(stdout).toContain('ended 130');
  });

  test('ends with its input', async () => {
    const cat = session.exec(['cat'], { pty: { cols: 80, rows: 24 }, stdin: 'line\n' });
    expect((await cat).stdout).toBe('line\r\nline\r\n');
  });

  test('hangs up what runs in it when it is cancelled', async () => {
    const abort = new AbortController();
    const shell = session.exec(['bash', '-i'], { pty: { cols: 80, rows: 24 }, signal: abort.signal });
    setTimeout(() => abort.abort(new Error('left')), 200);
    await expect(shell).rejects.toThrow('left');
  });
});

describe('session.run()', () => {
  test('is run() with the workspace as its folder and home, and leaves no sources there', async () => {
    await session.writeFiles([{ path: 'helper.py', content: 'word = "helped"' }]);
    const code =
      'import os, helper\nprint(os.getcwd(), os.environ["HOME"], helper.word)\nopen("made", "w").write("by python")';
    const result = await session.run({ language: 'python', code });
    expect(result).toMatchObject({ status: 'exited', stdout: '/workspace /workspace helped\n' });
    expect((await session.exec('cat made; ls main.py')).stdout).toBe('by python');
  });

  test('compiles as ever', async () => {
    const code =
      '#include <stdio.h>\nint main(void) { char s[20] = ""; fgets(s, 20, fopen("made", "r")); puts(s); }';
    expect(await session.run({ language: 'c', code })).toMatchObject({ stdout: 'by python\n' });
    expect(await session.run({ language: 'c', code: 'int main(' })).toMatchObject({
      status: 'compile-failed',
    });
    await expect(session.run({ code: '1' })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });
});
