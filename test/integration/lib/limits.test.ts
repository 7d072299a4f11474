import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type LimitsInput } from '../../../lib/index.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';
import { SLOWNESS } from '../../support/slowness.js';

const MiB = 2 ** 20;
const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const sh = (script: string, limits: LimitsInput) => runner.run({ argv: ['/bin/sh', '-c', script], limits });
const python = (code: string, limits: LimitsInput) => runner.run({ language: 'python', code, limits });

const SPIN = 'while :; do :; done';

describe('limits.cpuMs', () => {
  const overshootMs = (HAS_CGROUPS ? 40 : 200) * SLOWNESS;

  test.each([100, 300])('ends a loop at %d ms', async (cpuMs) => {
    const result = await sh(SPIN, { cpuMs, wallMs: 10_000 });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    expect(result.usage.cpuMs).toBeGreaterThanOrEqual(cpuMs);
    expect(result.usage.cpuMs).toBeLessThan(cpuMs + overshootMs);
  });

  test('counts all processes together', async () => {
    const result = await sh(`(${SPIN}) & (${SPIN}) & (${SPIN}) & wait`, { cpuMs: 300, wallMs: 10_000 });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    expect(result.usage.cpuMs).toBeLessThan(300 + 2 * overshootMs);
  });

  test.skipIf(lacks(HAS_CGROUPS))('counts children that nobody waits for', async () => {
    const code = `
import os, signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        for _ in range(200000): pass
        os._exit(0)
    try: os.wait()
    except ChildProcessError: pass`;
    const result = await python(code, { cpuMs: 400, wallMs: 10_000 });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    expect(result.usage.cpuMs).toBeLessThan(400 + 2 * overshootMs);
  });

  test('does not count sleeping', async () => {
    const result = await sh(`sleep ${0.4 * SLOWNESS}`, { cpuMs: 200 * SLOWNESS, wallMs: 10_000 * SLOWNESS });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
    expect(result.usage.wallMs).toBeGreaterThanOrEqual(400 * SLOWNESS);
    expect(result.usage.cpuMs).toBeLessThan(100 * SLOWNESS);
  });

  test('holds for a program that ignores SIGXCPU and SIGTERM', async () => {
    const result = await sh(`trap '' XCPU TERM HUP INT; ${SPIN}`, { cpuMs: 200, wallMs: 10_000 });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
  });
});

describe('limits.wallMs', () => {
  test.each([50, 250])('ends a sleeper at %d ms', async (wallMs) => {
    const result = await sh('sleep 20', { wallMs });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect(result.usage.wallMs).toBeGreaterThanOrEqual(wallMs);
    expect(result.usage.wallMs).toBeLessThan(wallMs + 100 * SLOWNESS);
  });

  test('ends a program that stops itself', async () => {
    const result = await sh('kill -STOP $$', { wallMs: 200 });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
  });

  test('ends a program that waits for stdin which never comes', async () => {
    async function* never() {
      await new Promise(() => undefined);
      yield '';
    }
    const result = await runner.run({ argv: ['/bin/cat'], stdin: never(), limits: { wallMs: 200 } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
  });

  test('is held while the event loop is blocked', async () => {
    const running = sh('sleep 20', { wallMs: 200 });
    await runner.run({ argv: ['/bin/true'] }); // the first program is surely on its way
    const until = performance.now() + 800;
    while (performance.now() < until);
    const result = await running;
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect(result.usage.wallMs).toBeLessThan(200 + 100 * SLOWNESS);
  });
});

describe('limits.memoryBytes', () => {
  const HOG = 'x = []\nwhile True: x.append(bytearray(1 << 20))';

  test.skipIf(lacks(HAS_CGROUPS))('ends a program that takes more', async () => {
    const result = await python(HOG, { memoryBytes: 64 * MiB });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
    expect(result.usage.oomKills).toBeGreaterThan(0);
    expect(result.usage.memoryBytes).toBeGreaterThan(60 * MiB);
    expect(result.usage.memoryBytes).toBeLessThan(68 * MiB);
  });

  test('counts the whole tree', async () => {
    const code = `
import os, time
for _ in range(4):
    if os.fork() == 0:
        mine = bytearray(b"x") * (30 << 20)
        time.sleep(1)
        os._exit(0)
for _ in range(4): os.wait()`;
    const result = await python(code, { memoryBytes: 64 * MiB, wallMs: 5_000 * SLOWNESS });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
  });

  test.each(['/box', '/tmp', '/dev/shm'])('counts what is written to %s', async (folder) => {
    const result = await sh(`head -c 50000000 /dev/zero > ${folder}/x; echo survived`, {
      memoryBytes: 32 * MiB,
    });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
  });

  test.skipIf(lacks(HAS_CGROUPS))('reports the peak, also of what was given back', async () => {
    const code = 'x = bytearray(100 << 20); del x; y = bytearray(1 << 20)';
    const { usage } = await python(code, { memoryBytes: 256 * MiB });
    expect(usage.memoryBytes).toBeGreaterThan(100 * MiB);
    expect(usage.memoryBytes).toBeLessThan(125 * MiB);
  });

  test.skipIf(lacks(HAS_CGROUPS))('does not count memory that is asked for and left alone', async () => {
    const result = await python('import mmap; m = mmap.mmap(-1, 1 << 33); print("ok")', {
      memoryBytes: 64 * MiB,
    });
    expect(result).toMatchObject({ status: 'exited', stdout: 'ok\n' });
    expect(result.usage.memoryBytes).toBeLessThan(32 * MiB);
  });

  test('a run after a kill is not charged for it', async () => {
    await python(HOG, { memoryBytes: 64 * MiB });
    for (let round = 0; round < 3; round++) {
      const result = await sh('echo fine', { memoryBytes: 16 * MiB });
      expect(result).toMatchObject({ status: 'exited', stdout: 'fine\n' });
      expect(result.usage.memoryBytes).toBeLessThan(8 * MiB);
    }
  });

  test('a program that kills itself is signaled, not out of memory', async () => {
    const result = await python('import os; x = bytearray(20 << 20); os.kill(os.getpid(), 9)', {
      memoryBytes: 64 * MiB,
    });
    expect(result).toMatchObject({ status: 'signaled', signal: 'SIGKILL', usage: { oomKills: 0 } });
  });

  test.skipIf(lacks(HAS_CGROUPS))('a killed child counts, though its parent ends with 0', async () => {
    const code = `
import os
if os.fork() == 0:
    x = []
    while True: x.append(bytearray(1 << 20))
os.wait()`;
    expect(await python(code, { memoryBytes: 64 * MiB })).toMatchObject({
      status: 'limit-exceeded',
      limit: 'memory',
    });
  });
});

describe('a limit above what the runner allows', () => {
  test('is refused by name', async () => {
    const strict = createRunner({ uids: ownUids(), ceilings: { memoryBytes: '64MiB', cpuMs: '1s' } });
    try {
      const running = strict.run({ argv: ['/bin/true'], limits: { memoryBytes: 65 * MiB } });
      await expect(running).rejects.toMatchObject({
        code: 'INVALID_LIMITS',
        message: expect.stringContaining('memoryBytes'),
      });
      const { limits } = await strict.run({ argv: ['/bin/true'] });
      expect(limits).toMatchObject({ memoryBytes: 64 * MiB, cpuMs: 1_000 });
    } finally {
      await strict.close();
    }
  });
});
