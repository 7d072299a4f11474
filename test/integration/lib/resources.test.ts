import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type LimitsInput } from '../../../lib/index.js';
import { processesOf } from '../../support/leftovers.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';
import { SLOWNESS } from '../../support/slowness.js';

const MiB = 2 ** 20;
const UIDS = ownUids();
const runner = createRunner({ uids: UIDS, concurrency: 1, parked: 1 });
afterAll(() => runner.close());

const sh = (script: string, limits: LimitsInput) => runner.run({ argv: ['/bin/sh', '-c', script], limits });
const python = (code: string, limits: LimitsInput) => runner.run({ language: 'python', code, limits });

describe('limits.fileBytes', () => {
  test('lets a file of exactly that size pass', async () => {
    const result = await sh('head -c 100000 /dev/zero > x && stat -c %s x', { fileBytes: 100_000 });
    expect(result).toMatchObject({ exitCode: 0, stdout: '100000\n' });
  });

  test('ends a program that writes one byte more with SIGXFSZ', async () => {
    const result = await sh('exec head -c 100001 /dev/zero > x', { fileBytes: 100_000 });
    expect(result).toMatchObject({ status: 'signaled', signal: 'SIGXFSZ' });
  });

  test('does not hold stdout', async () => {
    const result = await sh('head -c 100000 /dev/zero', { fileBytes: 1_000 });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
    expect(result.stdout.length).toBe(100_000);
  });
});

describe('limits.boxBytes and limits.boxInodes', () => {
  test.each(['/box', '/tmp'])('%s is full at its size', async (folder) => {
    const result = await sh(`head -c 3000000 /dev/zero > ${folder}/x; stat -c %s ${folder}/x`, {
      boxBytes: MiB,
    });
    expect(result.stdout).toBe(`${MiB}\n`);
    expect(result.stderr).toMatch(/No space left on device/);
  });

  test.each(['/box', '/tmp'])('%s has no more files than it may', async (folder) => {
    const code = `
made = 0
try:
    while True: open(f"${folder}/{made}", "w"); made += 1
except OSError as error: print(made, error.strerror)`;
    const [made, why] = (await python(code, { boxInodes: 100 })).stdout.split(/ (.*)/);
    expect(why).toBe('No space left on device');
    expect(Number(made)).toBeGreaterThanOrEqual(90);
    expect(Number(made)).toBeLessThan(100);
  });

  test('files of the job that do not fit are the program’s full disk', async () => {
    const files = [{ path: 'big', content: Buffer.alloc(2 * MiB) }];
    const result = await runner.run({
      argv: ['/usr/bin/stat', '-c', '%s', 'big'],
      files,
      limits: { boxBytes: MiB },
    });
    expect(result.stdout).toBe(`${MiB}\n`);
  });
});

describe('limits.processes', () => {
  const FORKS = `
import os, time
made = 0
try:
    for _ in range(60):
        if os.fork() == 0: time.sleep(20)
        made += 1
except BlockingIOError: pass
print(made)`;

  test.skipIf(lacks(HAS_CGROUPS))('refuses one process more, and counts the refusals', async () => {
    const result = await python(FORKS, { processes: 10 });
    expect(result).toMatchObject({ status: 'exited', stdout: '9\n' });
    expect(result.usage.refusedProcesses).toBe(1);
  });

  test.skipIf(lacks(HAS_CGROUPS))('counts threads', async () => {
    const code = `
import threading, time
made = 0
try:
    for _ in range(60):
        threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
        made += 1
except RuntimeError: pass
print(made, flush=True)
import os; os._exit(0)`;
    expect(await python(code, { processes: 10 })).toMatchObject({ stdout: '9\n' });
  });

  test.skipIf(lacks(HAS_CGROUPS))('lets exactly that many run, again and again', async () => {
    for (let round = 0; round < 3; round++) {
      const result = await python(FORKS, { processes: 61 });
      expect(result).toMatchObject({ stdout: '60\n', usage: { refusedProcesses: 0 } });
    }
  });

  test('a fork bomb ends with its limit and leaves no process', async () => {
    const before = await processesOf(UIDS);
    const result = await python('import os\nwhile True:\n  try: os.fork()\n  except OSError: pass', {
      processes: 64,
      cpuMs: 500 * SLOWNESS,
      wallMs: 5_000 * SLOWNESS,
    });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    if (HAS_CGROUPS) expect(result.usage.refusedProcesses).toBeGreaterThan(0);
    expect(await runner.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
    await expect.poll(async () => (await processesOf(UIDS)).length).toBeLessThanOrEqual(before.length);
  });
});

describe('limits.openFiles', () => {
  test('refuses one file more', async () => {
    const code = `
import os
opened = 0
try:
    while True: os.open("/dev/null", 0); opened += 1
except OSError as error: print(opened, error.errno)`;
    expect(await python(code, { openFiles: 20 })).toMatchObject({ stdout: '17 24\n' });
  });

  test('cannot be raised', async () => {
    const code = `
import resource
print(resource.getrlimit(resource.RLIMIT_NOFILE))
try: resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
except ValueError as error: print(error)`;
    const result = await python(code, { openFiles: 50 });
    expect(result.stdout).toMatch(/^\(50, 50\)\nnot allowed to raise maximum limit\n$/);
  });
});

describe('limits.stackBytes', () => {
  const DEEP =
    'static int deep(int n) { volatile char a[1024]; a[0] = n; return n ? deep(n - 1) + a[0] : 0; }';
  const code = `${DEEP}\nint main(void) { return deep(20000) == 1; }`; // 20 MiB of stack

  test('is as large as the memory limit', async () => {
    const result = await runner.run({ language: 'c', code });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
  });

  test('ends a deeper recursion with SIGSEGV', async () => {
    const result = await runner.run({ language: 'c', code, limits: { stackBytes: 8 * MiB } });
    expect(result).toMatchObject({ status: 'signaled', signal: 'SIGSEGV' });
  });
});
