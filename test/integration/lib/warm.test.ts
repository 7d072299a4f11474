import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Runner, type RunOptions } from '../../../lib/index.js';
import { remainsOf } from '../../support/leftovers.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids, withRunner } from '../../support/runners.js';

const MiB = 2 ** 20;
/** Says whether it started warm: where the hook was stays in what the process was started with. */
const MARK = 'print(b"/opt/warm" in open("/proc/self/environ", "rb").read())';
const WARM = { status: 'exited', stdout: 'True\n', stderr: '' };
const COLD = { status: 'exited', stdout: 'False\n', stderr: '' };

let runner: Runner;
beforeAll(() => {
  runner = createRunner({ uids: ownUids(), warm: ['py', 'node', 'ts'] });
});
afterAll(async () => {
  await runner.close();
  expect(await remainsOf(ownUids())).toEqual([]);
});

const python = (code: string, options: Partial<RunOptions> = {}) =>
  runner.run({ language: 'python', code, ...options } as RunOptions);

describe('which languages can be warm', () => {
  test.each(['cobol', 'c', 'ruby', ''])('is said to who asks for another one: %j', (name) => {
    expect(() => createRunner({ warm: ['python', name] })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTIONS',
        message: expect.stringMatching(/warm\.1.*\(python, javascript, typescript\), not /),
      }),
    );
  });

  test('is chosen by each runner: by default none is', async () => {
    await withRunner(async (other) => {
      expect(await other.run({ language: 'python', code: MARK })).toMatchObject(COLD);
    });
    expect(await python(MARK)).toMatchObject(WARM);
  });
});

describe('a run starts cold, as it would without', () => {
  test.each<[string, Partial<RunOptions>]>([
    ['with a variable that Python reads at its start', { env: { PYTHONHASHSEED: '1' } }],
    ['with one that the C library reads', { env: { TZ: 'Asia/Tokyo' } }],
    ['with another locale', { env: { LC_ALL: 'C' } }],
    ['with another home', { env: { HOME: '/tmp' } }],
    ['with the hook’s own variable', { env: { BAILIFF_HOOK: '1' } }],
    ['with fewer processes than its start may need', { limits: { processes: 4 } }],
    ['with fewer open files than its start may need', { limits: { openFiles: 32 } }],
    ['with more arguments than it could be told', { args: ['x'.repeat(70_000)] }],
    ['under a name that is not the usual one, once', { main: 'another.py' } as Partial<RunOptions>],
  ])('%s', async (_, options) => {
    expect(await python(MARK, options)).toMatchObject(COLD);
  });

  test('with packages of the user’s', async () => {
    const path = '.local/lib/python3/site-packages/x.py';
    const files = [
      { path: 'main.py', content: MARK },
      { path, content: '' },
    ];
    expect(await runner.run({ language: 'python', files })).toMatchObject(COLD);
  });

  test('when it talks to another program', async () => {
    const [first, second] = await Promise.all(
      [
        'print(1)\nprint(input())',
        `print(input())\nimport sys\nsys.stderr.write(${MARK.slice(6, -1)} and "warm" or "cold")`,
      ].map((code) => runner.compile({ language: 'python', code })),
    );
    if (first?.status !== 'compiled' || second?.status !== 'compiled') throw new Error('cannot be');
    const said = await runner.interact({ first: { program: first }, second: { program: second } });
    expect(said).toMatchObject({ first: { ok: true }, second: { ok: true } });
    expect(String(said.second.stderr)).toBe('cold');
  });
});

describe('each warm run', () => {
  test('has an interpreter that nobody has used', async () => {
    const code =
      'import os, random\nprint(hash("x"), random.random(), os.urandom(4).hex(), os.listdir("/tmp"))\nopen("/tmp/x", "w")';
    const all = await Promise.all(Array.from({ length: 8 }, () => python(code)));
    const words = all.map(({ stdout }) => stdout.split(' '));
    for (const i of [0, 1, 2]) expect(new Set(words.map((word) => word[i])).size).toBe(8);
    expect(words.every((word) => word[3] === '[]\n')).toBe(true);
  });

  test('has no way to its gate', async () => {
    const code = `import os
def attempt(what):
    try: return what()
    except OSError as error: return error.errno
print(sorted(os.listdir('/proc/self/fd')), attempt(lambda: os.listdir('/proc/1/fd')), attempt(lambda: open('/proc/1/mem', 'r+b')))
print(attempt(lambda: os.write(63, b'.')), attempt(lambda: os.fstat(63)), os.kill(1, 0) if os.getuid() == 0 else os.getuid())
import resource
print(attempt(lambda: resource.prlimit(1, resource.RLIMIT_CPU, (1, 1))), attempt(lambda: os.kill(1, 9)))
`;
    expect((await python(code)).stdout).toMatch(/^\['0', '1', '2', '3'\] 13 13\n9 9 1000\n1 /);
  });

  test.each(['python', 'javascript'])('is billed for what it does itself: %s', async (language) => {
    const code = language === 'python' ? 'print(1)' : 'console.log(1)';
    const figures = async (by: Runner) => {
      const runs = [];
      for (let i = 0; i < 7; i++) runs.push((await by.run({ language, code })).usage.cpuMs);
      return runs.sort((a, b) => a - b)[3]!;
    };
    const cold = await withRunner(figures);
    expect(await figures(runner)).toBeLessThan(0.6 * cold);
  });

  test.skipIf(lacks(HAS_CGROUPS))('is charged for the memory that it takes, to its limit', async () => {
    const code = 'import sys\nx = bytearray(int(sys.argv[1]) << 20)';
    const limits = { memoryBytes: 100 * MiB };
    const half = await python(code, { args: ['50'], limits });
    expect(half).toMatchObject({ ok: true });
    expect(Math.abs(half.usage.memoryBytes - 50 * MiB)).toBeLessThan(2 * MiB);
    expect(await python(code, { args: ['110'], limits })).toMatchObject({ limit: 'memory' });
    expect(await python(MARK, { limits })).toMatchObject(WARM);
  });

  test('has the limits that it asks for, and leaves none to the next one', async () => {
    const spin = { limits: { cpuMs: 150, wallMs: 5_000 } };
    expect(await python('while True: pass', spin)).toMatchObject({ limit: 'cpu' });
    expect(await python('import time; time.sleep(9)', { limits: { wallMs: 200 } })).toMatchObject({
      limit: 'wall',
    });
    const tight = { memoryBytes: 16 * MiB, processes: 8, openFiles: 64, fileBytes: 1_000, stdoutBytes: 100 };
    for (let round = 0; round < 4; round++) {
      expect(await python(MARK, { limits: tight })).toMatchObject(WARM);
      expect(await python(MARK)).toMatchObject(WARM);
    }
    const file = await python('open("x", "wb").write(b"x" * 5000)', { limits: { fileBytes: 1_000 } });
    expect(file.stderr).toMatch(/File too large/);
  });

  test('streams, takes what comes, and can be cancelled', async () => {
    const code =
      'for line in iter(input, "stop"): print("got", line, flush=True)\nimport time\ntime.sleep(20)';
    const controller = new AbortController();
    const heard: string[] = [];
    async function* stdin() {
      yield 'one\ntwo\n';
      yield 'three\nstop\n';
    }
    const onStdout = (chunk: Buffer) => {
      heard.push(String(chunk));
      if (heard.join('').endsWith('three\n')) controller.abort(new Error('enough'));
    };
    await expect(python(code, { stdin: stdin(), onStdout, signal: controller.signal })).rejects.toThrow(
      'enough',
    );
    expect(heard.join('')).toBe('got one\ngot two\ngot three\n');
    expect(await python(MARK)).toMatchObject(WARM);
  });

  test('may be pinned, and may have a network of its own', async () => {
    await withRunner(
      async (pinned) => {
        for (let i = 0; i < 4; i++)
          expect(await pinned.run({ language: 'python', code: MARK })).toMatchObject(WARM);
      },
      { pin: true, warm: ['python'] },
    );
    const serve = `import socket\ns = socket.create_server(("127.0.0.1", 0))\nsocket.create_connection(s.getsockname())\n${MARK}`;
    expect(await python(serve, { loopback: true })).toMatchObject(WARM);
  });
});
