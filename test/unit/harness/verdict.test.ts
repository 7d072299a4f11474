import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideVerdict,
  type Ending,
  type Evidence,
  type InteractionEvidence,
  type Opinion,
  VERDICTS,
} from '../../../harness/verdict.js';

const TIME_MS = 1_000;
const WALL_MS = 4_000;

const exited = (exitCode: number): Ending => ({ status: 'exited', exitCode });
const signaled = (signal: string): Ending => ({ status: 'signaled', signal });
const over = (limit: 'cpu' | 'wall' | 'memory' | 'output'): Ending => ({ status: 'limit-exceeded', limit });

function evidence(ending: Ending, more: Partial<Evidence> = {}): Evidence {
  return {
    ending,
    cpuMs: 500,
    wallMs: 600,
    memoryBytes: 1_000_000,
    oomKills: 0,
    truncated: false,
    limits: { cpuMs: TIME_MS, wallMs: WALL_MS, memoryBytes: 2 ** 28, outputBytes: 2 ** 20 },
    ...more,
  };
}

const slow = { cpuMs: TIME_MS + 0.5 };

describe('decideVerdict() of a run', () => {
  test.each<[string, Evidence, string | undefined]>([
    ['exit code 0 in time is left to the checker', evidence(exited(0)), undefined],
    ['what the checker accepts is AC', evidence(exited(0), { checker: 'AC' }), 'AC'],
    ['what the checker rejects is WA', evidence(exited(0), { checker: 'WA' }), 'WA'],
    ['what the checker accepts in part is PAC', evidence(exited(0), { checker: 'PAC' }), 'PAC'],
    ['a faulty checker is JE', evidence(exited(0), { checker: 'JE' }), 'JE'],
    ['a crash beats a faulty checker', evidence(exited(1), { checker: 'JE' }), 'RTE'],
    ['a non-zero exit is RTE', evidence(exited(1)), 'RTE'],
    ['a signal is RTE', evidence(signaled('SIGSEGV')), 'RTE'],
    [
      'a bare SIGKILL is RTE, not MLE, at whatever peak',
      evidence(signaled('SIGKILL'), { memoryBytes: 2 ** 28 }),
      'RTE',
    ],
    ['the CPU limit is TLE', evidence(over('cpu')), 'TLE'],
    ['the wall limit is TLE', evidence(over('wall')), 'TLE'],
    ['the memory limit is MLE', evidence(over('memory')), 'MLE'],
    ['the output limit is OLE', evidence(over('output')), 'OLE'],
    ['a good exit past the limit is TLE', evidence(exited(0), slow), 'TLE'],
    ['a right answer past the limit is TLE', evidence(exited(0), { ...slow, checker: 'AC' }), 'TLE'],
    ['a crash past the limit is TLE', evidence(signaled('SIGABRT'), slow), 'TLE'],
    ['memory beats time when it ended the run', evidence(over('memory'), slow), 'MLE'],
    ['output beats time when it ended the run', evidence(over('output'), slow), 'OLE'],
    ['exactly the limit is in time', evidence(exited(0), { cpuMs: TIME_MS }), undefined],
    ['too much output of a run that ended well is OLE', evidence(exited(0), { truncated: true }), 'OLE'],
    ['a crash beats too much output', evidence(exited(2), { truncated: true }), 'RTE'],
  ])('%s', (_name, given, verdict) => {
    expect(decideVerdict(given)).toBe(verdict);
  });
});

interface Talk {
  readonly first: InteractionEvidence['endedFirst'];
  readonly submission: Ending;
  readonly interactor: Ending;
  readonly opinion: Opinion;
  readonly cpuMs?: number;
  readonly wallMs?: number;
  readonly interactorCpuMs?: number;
  /** The interactor judges at once. */
  readonly judges?: boolean;
}

function talk(given: Talk): Evidence {
  const { first, submission, interactor, opinion, judges = true } = given;
  return evidence(submission, {
    cpuMs: given.cpuMs ?? 10,
    wallMs: given.wallMs ?? 50,
    interaction: { endedFirst: first, ending: interactor, opinion, cpuMs: given.interactorCpuMs ?? 5 },
    ...(judges && { checker: opinion }),
  });
}

const ACCEPTS = { interactor: exited(42), opinion: 'AC' } as const;
const REJECTS = { interactor: exited(43), opinion: 'WA' } as const;
const CRASHES = { interactor: signaled('SIGSEGV'), opinion: 'JE' } as const;

describe('decideVerdict() of an interaction', () => {
  test.each<[string, Talk, string | undefined]>([
    // The rows of the table of accidents.
    [
      'rejected first, then crashed on EOF: WA',
      { first: 'interactor', submission: exited(1), ...REJECTS },
      'WA',
    ],
    [
      'rejected first, then SIGPIPE: WA',
      { first: 'interactor', submission: signaled('SIGPIPE'), ...REJECTS },
      'WA',
    ],
    [
      'rejected first, then past the limit: WA',
      { first: 'interactor', submission: over('cpu'), cpuMs: 1_100, ...REJECTS },
      'WA',
    ],
    ['exits 0 first, then rejected: WA', { first: 'submission', submission: exited(0), ...REJECTS }, 'WA'],
    [
      'crashes first, then rejected: RTE',
      { first: 'submission', submission: signaled('SIGABRT'), ...REJECTS },
      'RTE',
    ],
    ['accepted first, then crashed: RTE', { first: 'interactor', submission: exited(1), ...ACCEPTS }, 'RTE'],
    [
      'accepted first, then past the limit: TLE',
      { first: 'interactor', submission: over('cpu'), cpuMs: 1_100, ...ACCEPTS },
      'TLE',
    ],
    [
      'accepted first, then waits for ever: TLE',
      { first: 'interactor', submission: over('wall'), wallMs: 4_000, ...ACCEPTS },
      'TLE',
    ],
    [
      'both wait for ever: TLE',
      {
        first: 'submission',
        submission: over('wall'),
        wallMs: 4_000,
        interactor: signaled('SIGKILL'),
        opinion: 'JE',
      },
      'TLE',
    ],
    // Faults of the interactor.
    ['it crashes first: JE', { first: 'interactor', submission: exited(1), ...CRASHES }, 'JE'],
    ['it crashes after a good end: JE', { first: 'submission', submission: exited(0), ...CRASHES }, 'JE'],
    [
      'it exits with 0: JE',
      { first: 'interactor', submission: exited(0), interactor: exited(0), opinion: 'JE' },
      'JE',
    ],
    [
      'it passes its CPU limit: JE',
      { first: 'interactor', submission: exited(0), interactor: over('cpu'), opinion: 'JE' },
      'JE',
    ],
    [
      'it waits for ever after a good end: JE',
      { first: 'submission', submission: exited(0), interactor: over('wall'), opinion: 'JE' },
      'JE',
    ],
    [
      'crash first, then its broken pipe: RTE',
      { first: 'submission', submission: exited(3), interactor: signaled('SIGPIPE'), opinion: 'JE' },
      'RTE',
    ],
    [
      'crash first, then its own crash: RTE',
      { first: 'submission', submission: exited(3), ...CRASHES },
      'RTE',
    ],
    [
      'too much memory first, then its crash: MLE',
      { first: 'submission', submission: over('memory'), ...CRASHES },
      'MLE',
    ],
    [
      'good end first, then its broken pipe: WA',
      { first: 'submission', submission: exited(0), interactor: signaled('SIGPIPE'), opinion: 'JE' },
      'WA',
    ],
    [
      'it breaks its pipe before the submission ends: JE',
      { first: 'interactor', submission: exited(0), interactor: signaled('SIGPIPE'), opinion: 'JE' },
      'JE',
    ],
    [
      'it computes while the submission waits: JE',
      {
        first: 'submission',
        submission: over('wall'),
        wallMs: 4_000,
        interactorCpuMs: 3_900,
        interactor: over('wall'),
        opinion: 'JE',
      },
      'JE',
    ],
    // Good ends.
    ['accepted, ended well: AC', { first: 'interactor', submission: exited(0), ...ACCEPTS }, 'AC'],
    ['ended well, accepted: AC', { first: 'submission', submission: exited(0), ...ACCEPTS }, 'AC'],
    [
      'ended well but past the limit, accepted: TLE',
      { first: 'submission', submission: exited(0), cpuMs: 1_001, ...ACCEPTS },
      'TLE',
    ],
    [
      'accepted in part: PAC',
      { first: 'submission', submission: exited(0), interactor: exited(7), opinion: 'PAC' },
      'PAC',
    ],
    [
      'accepted in part, then crashed: RTE',
      { first: 'interactor', submission: exited(1), interactor: exited(7), opinion: 'PAC' },
      'RTE',
    ],
    [
      'an interactor that only talks leaves it to the checker',
      { first: 'submission', submission: exited(0), interactor: exited(0), opinion: 'AC', judges: false },
      undefined,
    ],
    [
      'an interactor that only talks may reject',
      { first: 'submission', submission: exited(0), interactor: exited(1), opinion: 'WA', judges: false },
      'WA',
    ],
  ])('%s', (_name, given, verdict) => {
    expect(decideVerdict(talk(given))).toBe(verdict);
  });
});

const endings = fc.oneof(
  fc.constant(exited(0)),
  fc.nat(255).map(exited),
  fc.constantFrom('SIGSEGV', 'SIGPIPE', 'SIGKILL').map(signaled),
  fc.constantFrom('cpu', 'wall', 'memory', 'output').map((limit) => over(limit as 'cpu')),
);
const opinions = fc.constantFrom<Opinion>('AC', 'WA', 'PAC', 'JE');
const runs = fc
  .record({
    ending: endings,
    cpuMs: fc.nat(2_000),
    wallMs: fc.nat(5_000),
    truncated: fc.boolean(),
    checker: fc.option(opinions, { nil: undefined }),
    interaction: fc.option(
      fc.record({
        endedFirst: fc.constantFrom<InteractionEvidence['endedFirst']>('submission', 'interactor'),
        ending: endings,
        opinion: opinions,
        cpuMs: fc.nat(5_000),
      }),
      { nil: undefined },
    ),
  })
  .map(({ ending, ...more }) => evidence(ending, more));

describe('decideVerdict()', () => {
  test('always tells once the checker has', () => {
    fc.assert(
      fc.property(runs, opinions, (given, checker) => {
        expect(VERDICTS).toContain(decideVerdict({ ...given, checker }));
      }),
    );
  });

  test('never accepts what did not end well and in time', () => {
    fc.assert(
      fc.property(runs, (given) => {
        if (decideVerdict(given) !== 'AC') return;
        expect(given.ending).toEqual(exited(0));
        expect(given.cpuMs).toBeLessThanOrEqual(TIME_MS);
      }),
    );
  });

  test('says JE only where a checker or an interactor is at fault', () => {
    fc.assert(
      fc.property(runs, (given) => {
        fc.pre(given.checker !== 'JE' && given.interaction?.opinion !== 'JE');
        fc.pre(!given.interaction || given.interaction.cpuMs <= 0.75 * given.wallMs);
        expect(decideVerdict(given)).not.toBe('JE');
      }),
    );
  });
});
