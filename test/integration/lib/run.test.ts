import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const sh = (script: string, ...args: string[]) => ['/bin/sh', '-c', script, 'sh', ...args];

describe('run() with argv', () => {
  test('runs a program of the host', async () => {
    const result = await runner.run({ argv: ['/bin/echo', 'hello'] });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0, ok: true, stdout: 'hello\n', stderr: '' });
    expect(result.usage.wallMs).toBeGreaterThan(0);
    expect(result.usage.cpuMs).toBeGreaterThan(0);
    expect(result.usage).toMatchObject({ refusedProcesses: 0, oomKills: 0 });
    expect(result.truncated).toEqual({ stdout: false, stderr: false });
  });

  test('looks a bare name up along PATH', async () => {
    expect(await runner.run({ argv: ['echo', 'found'] })).toMatchObject({ stdout: 'found\n' });
  });

  test('runs a script among its files', async () => {
    const files = [{ path: 'bin/tool', content: '#!/bin/sh\necho "$0 $1"\n', mode: 0o755 }];
    expect(await runner.run({ argv: ['./bin/tool'], files, args: ['x'] })).toMatchObject({
      stdout: './bin/tool x\n',
    });
  });

  test('passes every argument as it is', async () => {
    const args = ['', ' ', '-n', '*', '$HOME', 'a\nb', '"', 'héllo 🎉', '\\'];
    const result = await runner.run({ argv: sh('printf "%s|" "$@"'), args });
    expect(result.stdout).toBe(args.map((arg) => `${arg}|`).join(''));
  });

  test('puts args behind argv', async () => {
    expect(await runner.run({ argv: ['/bin/echo', '1'], args: ['2', '3'] })).toMatchObject({
      stdout: '1 2 3\n',
    });
  });
});

describe('run() and the environment', () => {
  const lines = async (env?: Record<string, string>) =>
    (await runner.run({ argv: ['/usr/bin/env', '-0'], env })).stdout.split('\0').filter(Boolean).sort();

  test('has PATH, HOME and LANG, and nothing of the host', async () => {
    expect(await lines()).toEqual(['HOME=/box', 'LANG=C.UTF-8', 'PATH=/usr/bin:/bin']);
  });

  test('has exactly what was given besides, byte for byte', async () => {
    const given = { GREETING: 'héllo\n=x', EMPTY: '', LANG: 'C' };
    expect(await lines(given)).toEqual(
      ['EMPTY=', 'GREETING=héllo\n=x', 'HOME=/box', 'LANG=C', 'PATH=/usr/bin:/bin'].sort(),
    );
  });
});

describe('run() and the working folder', () => {
  test('holds the files with their bytes and modes', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const files = [
      { path: 'a/b/c.bin', content: bytes, mode: 0o600 },
      { path: 'empty', content: '' },
      { path: 'héllo 世界', content: 'unicode', mode: 0o444 },
    ];
    const result = await runner.run({
      argv: sh('pwd; stat -c "%n %a %s" a/b/c.bin empty "héllo 世界"; cat a/b/c.bin'),
      files,
      encoding: 'buffer',
    });
    const head = '/box\na/b/c.bin 600 256\nempty 644 0\nhéllo 世界 444 7\n';
    expect(result.stdout).toEqual(Buffer.concat([Buffer.from(head), bytes]));
  });

  test('is writable and belongs to the program', async () => {
    const result = await runner.run({
      argv: sh(
        'echo more >> notes && mkdir sub && echo x > sub/y && cat notes && id -u && stat -c %u . notes',
      ),
      files: [{ path: 'notes', content: 'one\n' }],
    });
    expect(result).toMatchObject({ stdout: 'one\nmore\n1000\n1000\n1000\n', stderr: '' });
  });

  test('is empty at the start of each run', async () => {
    await runner.run({ argv: sh('touch /box/left /tmp/left /dev/shm/left') });
    for (let round = 0; round < 4; round++) {
      expect(await runner.run({ argv: sh('ls -A /box /tmp /dev/shm') })).toMatchObject({
        stdout: '/box:\n\n/dev/shm:\n\n/tmp:\n',
      });
    }
  });
});

describe('run() with a language', () => {
  test('runs code', async () => {
    const result = await runner.run({ language: 'python', code: 'print(6 * 7)' });
    expect(result).toMatchObject({ status: 'exited', stdout: '42\n' });
  });

  test('takes bytes as code', async () => {
    const code = Buffer.from('print("héllo")');
    expect(await runner.run({ language: 'py', code })).toMatchObject({ stdout: 'héllo\n' });
  });

  test('starts main among several files', async () => {
    const files = [
      { path: 'main.py', content: 'print("wrong")' },
      { path: 'app/start.py', content: 'import sys; print(sys.argv)\nprint(open("data.txt").read())' },
      { path: 'data.txt', content: 'data' },
    ];
    const result = await runner.run({ language: 'python', files, main: 'app/start.py', args: ['x'] });
    expect(result).toMatchObject({ stdout: "['/box/app/start.py', 'x']\ndata\n", stderr: '' });
  });

  test('starts the first file of the language when none has the usual name', async () => {
    const files = [
      { path: 'README', content: '' },
      { path: 'tool.py', content: 'print("tool")' },
    ];
    expect(await runner.run({ language: 'python', files })).toMatchObject({ stdout: 'tool\n' });
  });

  test('compiles where the language wants it', async () => {
    const code = '#include <stdio.h>\nint main(void) { puts("compiled"); return 5; }';
    expect(await runner.run({ language: 'c', code })).toMatchObject({ exitCode: 5, stdout: 'compiled\n' });
  });
});

describe('run() with encoding', () => {
  test('gives bytes for buffer', async () => {
    const result = await runner.run({
      argv: sh(String.raw`printf "\377\000x"; printf "\376" >&2`),
      encoding: 'buffer',
    });
    expect(result.stdout).toEqual(Buffer.from([0xff, 0, 0x78]));
    expect(result.stderr).toEqual(Buffer.from([0xfe]));
  });

  test('replaces what is no UTF-8 in text', async () => {
    expect(await runner.run({ argv: sh(String.raw`printf "a\377b"`) })).toMatchObject({ stdout: 'a\ufffdb' });
  });
});
