import { describe, expect, test } from 'vitest';
import { BailiffError } from '../../../../lib/errors.js';
import {
  causeOfDeath,
  closedFault,
  jailFault,
  limitsFault,
  setUpFault,
  startFault,
} from '../../../../lib/jail/cell-faults.js';
import { LAUNCH_EXIT } from '../../../../lib/jail/protocol.js';

const UIDS = { start: 200_000, count: 100 };
const failed = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

describe('the faults of a cell', () => {
  test.each<[string, BailiffError, string, 'host' | 'caller']>([
    ['that broke', jailFault('it ended', 'nsjail: why'), 'JAIL_FAILED', 'host'],
    ['that found no user ids', startFault(LAUNCH_EXIT.NO_LEASE, UIDS, ''), 'LEASES_EXHAUSTED', 'host'],
    ['that did not start', startFault(LAUNCH_EXIT.NSJAIL_ENDED, UIDS, 'why'), 'JAIL_FAILED', 'host'],
    ['that was killed at its start', startFault(undefined, UIDS, ''), 'JAIL_FAILED', 'host'],
    ['that found a full disk', setUpFault(failed('ENOSPC')), 'STORAGE_FAILED', 'host'],
    ['that could not be set up', setUpFault(failed('EACCES')), 'JAIL_FAILED', 'host'],
    ['whose limits cannot be set', limitsFault(failed('EBUSY')), 'CGROUP_FAILED', 'host'],
    ['that was closed', closedFault(), 'CLOSED', 'caller'],
  ])('%s', (_, fault, code, blame) => {
    expect(fault).toMatchObject({ code, blame });
    expect(fault.message).toMatch(/^(Cannot|Jail failed)/);
    expect(fault.message).not.toMatch(/\.$/);
  });

  test('say what nsjail said, if it said something', () => {
    expect(jailFault('it ended', 'why').message).toBe(
      'Jail failed: it ended; it said: why; run: bailiff doctor',
    );
    expect(jailFault('it ended', '').message).toBe('Jail failed: it ended; run: bailiff doctor');
  });

  test('name the range of ids', () => {
    expect(startFault(LAUNCH_EXIT.NO_LEASE, UIDS, '').message).toContain('200000 to 200099');
  });

  test('keep a fault that is one already', () => {
    const fault = new BailiffError('CGROUP_FAILED', 'Cannot');
    expect(setUpFault(fault)).toBe(fault);
  });

  test.each([
    [LAUNCH_EXIT.LATE_WALL, { cause: 'wall' }],
    [LAUNCH_EXIT.LATE_CPU, { cause: 'cpu' }],
    [LAUNCH_EXIT.CLOSED, undefined],
    [LAUNCH_EXIT.NSJAIL_ENDED, undefined],
    [undefined, undefined],
  ])('know the second line of the limits by the exit code %s', (code, cause) => {
    expect(causeOfDeath(code)).toEqual(cause);
  });
});
