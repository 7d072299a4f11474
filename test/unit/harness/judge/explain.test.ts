import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../../../../harness/judge/evidence.js';
import { explainCompile, explainRun } from '../../../../harness/judge/explain.js';
import { type CompileFailed, RUN_LIMITS, type StepResult } from '../../../../lib/index.js';

type Ending = { status: string; exitCode?: number; signal?: string; limit?: string };

function result(ending: Ending, stderr = '', refusedProcesses = 0): StepResult<Buffer> {
  return {
    ...ending,
    ok: false,
    stdout: Buffer.alloc(0),
    stderr: Buffer.from(stderr),
    truncated: { stdout: false, stderr: false },
    usage: { cpuMs: 12, wallMs: 20, memoryBytes: 1, refusedProcesses, oomKills: 0 },
    limits: RUN_LIMITS,
    enforcement: { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true },
    files: {},
  } as unknown as StepResult<Buffer>;
}

describe('explainRun()', () => {
  test.each([
    [result({ status: 'exited', exitCode: 3 }), 'RTE', 'ended with exit code 3'],
    [
      result(
        { status: 'exited', exitCode: 1 },
        'Traceback\n  File "a.py"\nZeroDivisionError: division by zero\n',
      ),
      'RTE',
      'ended with exit code 1: ZeroDivisionError: division by zero',
    ],
    [
      result(
        { status: 'exited', exitCode: 1 },
        'Exception in thread "main" E: x\n\tat FormatException.of(Main.java:3)\n',
      ),
      'RTE',
      'ended with exit code 1: Exception in thread "main" E: x',
    ],
    [result({ status: 'signaled', signal: 'SIGSEGV' }, '\x1b[31m'), 'RTE', 'was ended by SIGSEGV: \\x1b[31m'],
    [
      result({ status: 'exited', exitCode: 1 }, '', 7),
      'RTE',
      'ended with exit code 1: asked for more than 128 processes',
    ],
    [result({ status: 'limit-exceeded', limit: 'cpu' }), 'TLE', 'computed for more than 10 s'],
    [
      result({ status: 'limit-exceeded', limit: 'wall' }),
      'TLE',
      'still there after 30 s, having computed for 12 ms only: it waits or sleeps',
    ],
    [result({ status: 'limit-exceeded', limit: 'memory' }), 'MLE', 'needed more than 512 MiB of memory'],
    [result({ status: 'limit-exceeded', limit: 'output' }), 'OLE', 'wrote more than 16 MiB to stdout'],
  ] as const)('%#', (run, verdict, message) => {
    expect(explainRun(run, verdict, evidenceOf(run, 10_000))).toBe(message);
  });

  test('says of a deadlock that both wait', () => {
    const run = result({ status: 'limit-exceeded', limit: 'wall' });
    const interaction = {
      endedFirst: 'submission',
      ending: { status: 'exited', exitCode: 43 },
      opinion: 'WA',
    } as const;
    const idle = evidenceOf(run, 10_000, { interaction: { ...interaction, cpuMs: 1 } });
    expect(explainRun(run, 'TLE', idle)).toMatch(/it and the interactor wait for each other$/);
    const busy = evidenceOf(run, 10_000, { interaction: { ...interaction, cpuMs: 19 } });
    expect(explainRun(run, 'JE', busy)).toBe(
      'the interactor computed for 19 ms, and the submission waited for it',
    );
  });

  test('is bounded, whatever stderr holds', () => {
    const run = result({ status: 'exited', exitCode: 1 }, 'x'.repeat(1_000_000));
    expect(explainRun(run, 'RTE', evidenceOf(run, 10_000)).length).toBeLessThan(300);
  });
});

describe('explainCompile()', () => {
  const failed = (ending: Ending, stderr: string, stdout = '') =>
    ({ compile: { ...result(ending), stderr, stdout } }) as unknown as CompileFailed;

  test.each([
    [failed({ status: 'exited', exitCode: 1 }, 'a.c:1: error\n'), 'a.c:1: error'],
    [failed({ status: 'exited', exitCode: 1 }, '', 'on stdout\n'), 'on stdout'],
    [failed({ status: 'exited', exitCode: 1 }, ''), 'The compiler ended with exit code 1'],
    [
      failed({ status: 'limit-exceeded', limit: 'cpu' }, 'so far'),
      'The compiler exceeded its cpu limit\nso far',
    ],
  ])('%#', (compile, message) => {
    expect(explainCompile(compile)).toBe(message);
  });

  test('is bounded', () => {
    expect(explainCompile(failed({ status: 'exited', exitCode: 1 }, 'e'.repeat(1_000_000))).length).toBe(
      8_192,
    );
  });
});
