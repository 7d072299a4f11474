import { describe, expect, test } from 'vitest';
import type { JailReport } from '../../../lib/jail/step.js';
import { RUN_LIMITS } from '../../../lib/limits.js';
import { stepResult } from '../../../lib/step-result.js';

const REPORT: JailReport = {
  cause: 'none',
  execErrno: 0,
  waitStatus: 0,
  wallMs: 3,
  cpuMs: 2,
  memoryBytes: 4_096,
  oomKills: 0,
  refusedProcesses: 1,
  truncated: { stdout: false, stderr: true },
  startedAtMs: 5,
  endedAtMs: 8,
  passed: [],
  passedMore: false,
  stdout: Buffer.from('h\u00e9\xff', 'utf8'),
  stderr: Buffer.from('oops'),
  files: { out: { state: 'missing' } },
  enforcement: { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true },
};
const CONTEXT = { argv: ['/bin/x'], limits: RUN_LIMITS, encoding: 'utf8' } as const;
const of = (report: Partial<JailReport>, context = {}) =>
  stepResult({ ...REPORT, ...report }, { ...CONTEXT, ...context });

const SHARED = ['ok', 'stdout', 'stderr', 'truncated', 'usage', 'limits', 'enforcement', 'files'];

describe('stepResult()', () => {
  test.each([
    ['exited', {}, ['status', 'exitCode']],
    ['signaled', { waitStatus: 11 }, ['status', 'signal']],
    ['limit-exceeded', { cause: 'wall' }, ['status', 'limit']],
  ] as const)('has its keys in one order: %s', (status, report, own) => {
    const result = of(report);
    expect(result.status).toBe(status);
    expect(Object.keys(result)).toEqual([...own, ...SHARED]);
    expect(Object.keys(result.usage)).toEqual([
      'cpuMs',
      'wallMs',
      'memoryBytes',
      'refusedProcesses',
      'oomKills',
    ]);
  });

  test('passes on what the report says', () => {
    expect(of({})).toMatchObject({
      usage: { cpuMs: 2, wallMs: 3, memoryBytes: 4_096, refusedProcesses: 1, oomKills: 0 },
      truncated: { stdout: false, stderr: true },
      limits: RUN_LIMITS,
      enforcement: REPORT.enforcement,
      files: { out: { state: 'missing' } },
    });
  });

  test('is ok only for exit code 0', () => {
    expect(of({}).ok).toBe(true);
    for (const report of [
      { waitStatus: 0x0100 },
      { waitStatus: 15 },
      { cause: 'cpu' },
      { oomKills: 1 },
    ] as const) {
      expect(of(report).ok).toBe(false);
    }
  });

  test('gives text or bytes', () => {
    expect(of({ stdout: Buffer.from([0x61, 0xff]) }).stdout).toBe('a\ufffd');
    expect(of({ stdout: Buffer.from([0x61, 0xff]) }, { encoding: 'buffer' }).stdout).toEqual(
      Buffer.from([0x61, 0xff]),
    );
  });

  test('looks for the runtime’s word on memory in stderr', () => {
    const memoryMarker = /^oops/;
    expect(of({ waitStatus: 0x0100 }, { memoryMarker })).toMatchObject({
      status: 'limit-exceeded',
      limit: 'memory',
    });
    expect(of({ waitStatus: 0 }, { memoryMarker })).toMatchObject({ status: 'exited', ok: true });
    expect(of({ waitStatus: 0x0100, stderr: Buffer.from('no oops') }, { memoryMarker }).status).toBe(
      'exited',
    );
  });

  test.each([
    [2, 'ENOENT', /only the host’s \/usr/],
    [13, 'EACCES', /mode 0o755/],
    [8, 'ENOEXEC', /neither a program/],
    [7, 'E2BIG', /too long/],
    [20, 'ENOTDIR', /ENOTDIR\)$/],
  ])('blames the caller for what cannot be started: errno %d', (execErrno, name, hint) => {
    const message = expect.stringMatching(hint);
    expect(() => of({ execErrno })).toThrow(
      expect.objectContaining({ code: 'PROGRAM_NOT_STARTED', message }),
    );
    expect(() => of({ execErrno })).toThrow(`Cannot start "/bin/x" (${name})`);
  });

  test('calls it a memory limit when there was none left to start in', () => {
    expect(of({ execErrno: 12, waitStatus: 127 << 8 })).toMatchObject({
      status: 'limit-exceeded',
      limit: 'memory',
    });
  });
});
