import { constants } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const sh = (script: string) => runner.run({ argv: ['/bin/sh', '-c', script] });
const FATAL = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
] as const;
const MORE_FATAL = [
  'SIGUSR1',
  'SIGSEGV',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
  'SIGXCPU',
  'SIGSYS',
] as const;

describe('how a program ends', () => {
  test.each([0, 1, 2, 124, 127, 128, 137, 139, 254, 255])('exit code %d is its own', async (code) => {
    expect(await sh(`exit ${code}`)).toMatchObject({ status: 'exited', exitCode: code, ok: code === 0 });
  });

  test.each([...FATAL, ...MORE_FATAL])('by %s at itself', async (signal) => {
    const result = await sh(`kill -${constants.signals[signal]} $$`);
    expect(result).toMatchObject({ status: 'signaled', signal, ok: false });
  });

  test('by a realtime signal', async () => {
    expect(await sh('kill -40 $$')).toMatchObject({ status: 'signaled', signal: 'SIG40' });
  });

  test('by abort(), as SIGABRT and without a core dump', async () => {
    const code = '#include <stdlib.h>\nint main(void) { abort(); }';
    const result = await runner.run({ language: 'c', code, collect: ['core'] });
    expect(result).toMatchObject({
      status: 'signaled',
      signal: 'SIGABRT',
      files: { core: { state: 'missing' } },
    });
  });

  test('a shell that says 137 for its child exited, a killed program did not', async () => {
    expect(await sh('sh -c "kill -9 \\$\\$"; exit $?')).toMatchObject({ status: 'exited', exitCode: 137 });
    expect(await sh('kill -9 $$')).toMatchObject({ status: 'signaled', signal: 'SIGKILL' });
  });

  test('a killed child is not the program', async () => {
    expect(await sh('sh -c "kill -9 \\$\\$" || echo caught')).toMatchObject({
      exitCode: 0,
      stdout: 'caught\n',
    });
  });

  test('kill(-1) hits the program, not the jail', async () => {
    const result = await sh('kill -9 -1; sleep 5');
    expect(['signaled', 'exited']).toContain(result.status);
    expect(result.usage.wallMs).toBeLessThan(6_000);
    expect(await sh('echo next')).toMatchObject({ stdout: 'next\n' });
  });

  test('its children go with it', async () => {
    const result = await sh('(sleep 0.3; echo late) & echo early');
    expect(result).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'early\n' });
  });
});

describe('a program that cannot be started', () => {
  test.each([
    ['/no/such/program', 'ENOENT'],
    ['no-such-program', 'ENOENT'],
    ['/etc/passwd', 'EACCES'],
    ['/usr', 'EACCES'],
    ['/bin/true/x', 'ENOTDIR'],
  ])('is the caller’s fault, by name: %s', async (name, errno) => {
    const running = runner.run({ argv: [name] });
    await expect(running).rejects.toMatchObject({
      code: 'PROGRAM_NOT_STARTED',
      blame: 'caller',
      message: expect.stringContaining(`Cannot start "${name}" (${errno})`),
    });
  });

  test.each([
    ['neither a program nor a script', 'just text', 0o755, 'ENOEXEC'],
    ['without the permission', '#!/bin/sh\n', 0o644, 'EACCES'],
    ['whose interpreter is missing', '#!/no/such\n', 0o755, 'ENOENT'],
  ])('among its files: %s', async (_, content, mode, errno) => {
    const running = runner.run({ argv: ['./tool'], files: [{ path: 'tool', content, mode }] });
    await expect(running).rejects.toMatchObject({
      code: 'PROGRAM_NOT_STARTED',
      message: expect.stringContaining(errno),
    });
  });

  test('with too many arguments', async () => {
    const args = ['x'.repeat(200_000)];
    await expect(runner.run({ argv: ['/bin/true'], args })).rejects.toMatchObject({
      code: 'PROGRAM_NOT_STARTED',
      message: expect.stringContaining('E2BIG'),
    });
  });

  test('leaves the runner as it was', async () => {
    await expect(runner.run({ argv: ['/no'] })).rejects.toThrow();
    expect(await sh('echo next')).toMatchObject({ stdout: 'next\n' });
  });
});
