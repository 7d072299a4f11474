import { describe, expect, test } from 'vitest';
import { remarkOnRun, statusOfRun } from '../../../../harness/cli/run-status.js';
import { RUN_LIMITS } from '../../../../lib/limits.js';
import type { LimitExceeded, StepResult } from '../../../../lib/result.js';

const base = {
  ok: false,
  stdout: '',
  stderr: '',
  truncated: { stdout: false, stderr: false },
  usage: { cpuMs: 2_003, wallMs: 2_100, memoryBytes: 0, refusedProcesses: 0, oomKills: 0 },
  limits: { ...RUN_LIMITS, cpuMs: 2_000, memoryBytes: 64 * 2 ** 20 },
  enforcement: { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true },
  files: {},
} as const;

const exited = (exitCode: number): StepResult => ({ ...base, status: 'exited', exitCode });
const limited = (
  limit: LimitExceeded['limit'],
  truncated: LimitExceeded['truncated'] = base.truncated,
): LimitExceeded => ({
  ...base,
  status: 'limit-exceeded',
  limit,
  truncated,
});

describe('statusOfRun()', () => {
  test.each([
    [exited(0), 0],
    [exited(255), 255],
    [{ ...base, status: 'signaled', signal: 'SIGSEGV' } as const, 139],
    [{ ...base, status: 'signaled', signal: 'SIGKILL' } as const, 137],
    [limited('cpu'), 124],
    [limited('wall'), 124],
    [limited('memory'), 137],
    [limited('output'), 153],
    [{ ...base, status: 'compile-failed', compile: exited(1) } as const, 1],
    [{ ...base, status: 'compile-failed', compile: limited('wall') } as const, 1],
  ])('is as documented (%#)', (result, status) => {
    expect(statusOfRun(result)).toBe(status);
  });
});

describe('remarkOnRun()', () => {
  test('says nothing of a program that ended by itself', () => {
    expect(remarkOnRun(exited(0))).toBeUndefined();
    expect(remarkOnRun(exited(3))).toBeUndefined();
  });

  test('names the limit, its value and the option that sets it', () => {
    expect(remarkOnRun(limited('cpu'))).toBe('ended at its CPU limit of 2 s (used 2.003 s): see --cpu');
    expect(remarkOnRun(limited('wall'))).toMatch(/wall clock limit of 30 s: see --wall$/);
    expect(remarkOnRun(limited('memory'))).toMatch(/memory limit of 64 MiB: see --memory$/);
  });

  test('names the stream that was too long', () => {
    expect(remarkOnRun(limited('output', { stdout: true, stderr: false }))).toMatch(/--stdout-limit$/);
    expect(remarkOnRun(limited('output', { stdout: false, stderr: true }))).toMatch(/stderr limit of 1 MiB/);
  });

  test('tells a compiler that hit a limit from one that refused', () => {
    const failed = { ...base, status: 'compile-failed' } as const;
    expect(remarkOnRun({ ...failed, compile: exited(1) })).toBe('the program does not compile');
    expect(remarkOnRun({ ...failed, compile: limited('memory') })).toMatch(/^compiling: .*memory limit/);
  });
});
