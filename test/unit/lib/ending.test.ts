import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endingOf } from '../../../lib/ending.js';
import type { Cause } from '../../../lib/jail/step.js';
import { RUN_LIMITS } from '../../../lib/limits.js';

const LIMITS = { ...RUN_LIMITS, cpuMs: 1_000, wallMs: 3_000 };
type Evidence = Parameters<typeof endingOf>[0];
const NOTHING: Evidence = { cause: 'none', oomKills: 0, cpuMs: 10, wallMs: 20, waitStatus: 0 };
const SIGKILLED = 9;
const EXIT_1 = 0x0100;
const of = (evidence: Partial<Evidence>, ranOutOfMemory = false) =>
  endingOf({ ...NOTHING, ...evidence }, LIMITS, ranOutOfMemory);
const exceeded = (limit: string) => ({ status: 'limit-exceeded', limit });

describe('endingOf()', () => {
  test.each<[string, Partial<Evidence>, object]>([
    ['nothing', {}, { status: 'exited', exitCode: 0 }],
    ['an exit code', { waitStatus: 0x0700 }, { status: 'exited', exitCode: 7 }],
    ['exit code 255', { waitStatus: 0xff00 }, { status: 'exited', exitCode: 255 }],
    ['exit code 137', { waitStatus: 137 << 8 }, { status: 'exited', exitCode: 137 }],
    ['a signal', { waitStatus: 11 }, { status: 'signaled', signal: 'SIGSEGV' }],
    ['a signal with a core dump', { waitStatus: 0x80 | 6 }, { status: 'signaled', signal: 'SIGABRT' }],
    ['SIGKILL by anybody', { waitStatus: SIGKILLED }, { status: 'signaled', signal: 'SIGKILL' }],
    ['a realtime signal', { waitStatus: 40 }, { status: 'signaled', signal: 'SIG40' }],
    ['our wall limit', { cause: 'wall', waitStatus: SIGKILLED }, exceeded('wall')],
    ['our CPU limit', { cause: 'cpu', waitStatus: SIGKILLED }, exceeded('cpu')],
    ['our stdout limit', { cause: 'stdout', waitStatus: SIGKILLED }, exceeded('output')],
    ['our stderr limit', { cause: 'stderr', waitStatus: SIGKILLED }, exceeded('output')],
    ['our memory limit', { cause: 'memory', waitStatus: SIGKILLED }, exceeded('memory')],
    ['an OOM kill', { oomKills: 1, waitStatus: SIGKILLED }, exceeded('memory')],
    ['an OOM kill of a child', { oomKills: 2 }, exceeded('memory')],
    ['CPU time passed at its own end', { cpuMs: 1_001 }, exceeded('cpu')],
    ['CPU time to the full', { cpuMs: 1_000 }, { status: 'exited', exitCode: 0 }],
    ['wall time passed at its own end', { wallMs: 3_001 }, exceeded('wall')],
    ['wall time to the full', { wallMs: 3_000 }, { status: 'exited', exitCode: 0 }],
  ])('of %s', (_, evidence, ending) => {
    expect(of(evidence)).toEqual(ending);
  });

  test.each<[string, Partial<Evidence>, string]>([
    ['CPU before wall, when both were passed', { cause: 'wall', cpuMs: 1_001 }, 'cpu'],
    ['CPU before wall, at its own end', { cpuMs: 1_001, wallMs: 3_001 }, 'cpu'],
    ['what we ended before an OOM kill', { cause: 'cpu', oomKills: 1 }, 'cpu'],
    ['our output limit before an OOM kill', { cause: 'stdout', oomKills: 1 }, 'output'],
    ['our output limit before passed CPU time', { cause: 'stderr', cpuMs: 1_001 }, 'output'],
    ['an OOM kill before passed CPU time', { oomKills: 1, cpuMs: 1_001 }, 'memory'],
    ['an OOM kill before a signal', { oomKills: 1, waitStatus: 11 }, 'memory'],
    ['passed CPU time before an exit code', { cpuMs: 1_001, waitStatus: EXIT_1 }, 'cpu'],
    ['passed wall time before a signal', { wallMs: 3_001, waitStatus: SIGKILLED }, 'wall'],
  ])('puts %s', (_, evidence, limit) => {
    expect(of(evidence)).toEqual(exceeded(limit));
  });

  test('takes the runtime’s own word on memory only from a program that failed', () => {
    expect(of({ waitStatus: EXIT_1 }, true)).toEqual(exceeded('memory'));
    expect(of({ waitStatus: 6 }, true)).toEqual(exceeded('memory'));
    expect(of({}, true)).toEqual({ status: 'exited', exitCode: 0 });
    expect(of({ waitStatus: EXIT_1, cpuMs: 1_001 }, true)).toEqual(exceeded('cpu'));
    expect(of({ waitStatus: EXIT_1, cause: 'wall' }, true)).toEqual(exceeded('wall'));
  });

  test('never says that a program ended by itself which we ended', () => {
    const ours = fc.constantFrom<Cause>('wall', 'cpu', 'stdout', 'stderr', 'memory');
    const ms = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(
        ours,
        fc.nat(3),
        ms,
        ms,
        fc.nat(0xffff),
        fc.boolean(),
        (cause, oomKills, cpuMs, wallMs, waitStatus, marked) => {
          expect(of({ cause, oomKills, cpuMs, wallMs, waitStatus }, marked).status).toBe('limit-exceeded');
        },
      ),
    );
  });
});
