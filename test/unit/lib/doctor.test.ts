import { describe, expect, test } from 'vitest';
import { type SelfTestRunner, selfTest } from '../../../lib/doctor.js';
import { BailiffError } from '../../../lib/errors.js';
import { RUN_LIMITS } from '../../../lib/limits.js';
import type { Enforcement, RunResult, StepResult } from '../../../lib/result.js';

const FULL: Enforcement = { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true };

function ended(stdout: string, enforcement = FULL): StepResult {
  return {
    status: 'exited',
    exitCode: 0,
    ok: true,
    stdout,
    stderr: '',
    truncated: { stdout: false, stderr: false },
    usage: { cpuMs: 1, wallMs: 1, memoryBytes: 2 ** 30, refusedProcesses: 0, oomKills: 0 },
    limits: RUN_LIMITS,
    enforcement,
    files: {},
  };
}

/** A host on which every program comes to its end, whatever it does. */
const answering = (result: (script: string) => RunResult): SelfTestRunner => ({
  run: async ({ argv }) => result(argv[2] ?? ''),
});

describe('selfTest()', () => {
  test('finds every defence missing where programs do as they like', async () => {
    const findings = await selfTest(answering(() => ended('unlimited connected wrote to /')));
    expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'missing'));
    expect(new Set(findings.map(({ id }) => id)).size).toBe(8);
    expect(findings[0]?.detail).toContain('ended as exited with output');
  });

  test('finds the processes limit weaker where nothing holds it, and says so', async () => {
    const runner = answering(() => ended('unlimited', { ...FULL, processes: 'none' }));
    const finding = (await selfTest(runner)).find(({ id }) => id === 'jail-processes');
    expect(finding).toMatchObject({ state: 'weaker', detail: expect.stringContaining('without a cgroup') });
  });

  test("makes a finding of the host's faults", async () => {
    const runner = answering(() => {
      throw new BailiffError('JAIL_FAILED', 'Jail failed: no space');
    });
    for (const finding of await selfTest(runner)) {
      expect(finding).toMatchObject({ state: 'missing', detail: 'Jail failed: no space' });
    }
  });

  test('rejects with the reason when it is cancelled', async () => {
    const reason = new Error('enough');
    const runner = answering(() => ended(''));
    await expect(selfTest(runner, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
