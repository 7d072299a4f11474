import type { LimitExceeded } from '../lib/index.js';

/**
 * The judge's opinion. AC accepted, WA wrong answer, PAC partially accepted, CE compile error, RTE run-time
 * error, TLE / MLE / OLE time, memory, output limit exceeded, JE judge error (ours, never the contestant's),
 * SK skipped: not judged, because an earlier case decided or the grading was interrupted.
 */
export const VERDICTS = ['AC', 'WA', 'PAC', 'CE', 'RTE', 'TLE', 'MLE', 'OLE', 'JE', 'SK'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** How a process ended. Every `StepResult` is one. */
export type Ending =
  | { readonly status: 'exited'; readonly exitCode: number }
  | { readonly status: 'signaled'; readonly signal: string }
  | { readonly status: 'limit-exceeded'; readonly limit: LimitExceeded['limit'] };

/** What a checker or an interactor may say. JE: it is at fault itself. */
export type Opinion = 'AC' | 'WA' | 'PAC' | 'JE';

/** How an interaction ended, as far as it is not the submission's own ending. */
export interface InteractionEvidence {
  readonly endedFirst: 'submission' | 'interactor';
  /** How the interactor ended. */
  readonly ending: Ending;
  /** What that means by its protocol. */
  readonly opinion: Opinion;
  /** CPU time of the interactor. */
  readonly cpuMs: number;
}

/** What the verdict of one run depends on: readings beside what was allowed. */
export interface Evidence {
  /** How the submission ended. `memory` is the kernel's count of kills, or the runtime's own message: never a guess. */
  readonly ending: Ending;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly memoryBytes: number;
  /** Processes that the kernel ended for want of memory. */
  readonly oomKills: number;
  /** Whether there was more output than allowed. */
  readonly truncated: boolean;
  readonly limits: {
    /** CPU time that is in time: the run may have been let go on a little longer, to measure it. */
    readonly cpuMs: number;
    readonly wallMs: number;
    readonly memoryBytes: number;
    /** Of stdout and stderr together, and of the output file where that is judged. */
    readonly outputBytes: number;
  };
  readonly interaction?: InteractionEvidence;
  /** What the checker says; absent before it was asked. An interactor that judges at once is the checker, too. */
  readonly checker?: Opinion;
}

/** The verdict that evidence comes to; `undefined`: the checker must tell. Pure. */
export type Decide = (evidence: Evidence) => Verdict | undefined;

/** Share of the time that an interactor computed, above which it, not the submission, is what did not go on. */
const HELD_UP_SHARE = 0.75;

/**
 * The verdict that evidence comes to; `undefined` when only the checker can tell. The first of these that applies:
 *
 * *Of the submission's own end*
 * 1. a limit that ended it: CPU or wall TLE, memory MLE, output OLE;
 * 2. CPU time over the limit, whoever ended it and however: TLE;
 * 3. a non-zero exit code or a signal: RTE;
 * 4. more output than allowed: OLE;
 * 5. the checker's opinion.
 *
 * *Of an interaction* (the ICPC specification, and the majority of Kattis' problemtools, DOMjudge and BAPCtools)
 * 1. the submission ended first, and not well: by its own end (1 to 4), whatever the interactor did afterwards, a broken
 *    pipe or a fault included. But JE where it ran into the wall limit while the interactor computed nearly all the time;
 * 2. the interactor is at fault: JE. But WA when the submission had ended well before, and that broke its pipe;
 * 3. the interactor ended first and rejected: WA, whatever the submission did afterwards;
 * 4. the submission's own end (1 to 4);
 * 5. the interactor's opinion, and after it the checker's.
 *
 * So both waiting for each other is TLE, by the wall limit, as every judge has it (the text of 2025-09 alone says JE).
 */
export function decideVerdict(evidence: Evidence): Verdict | undefined {
  const own = verdictOfEnding(evidence);
  return evidence.interaction
    ? decideInteraction(evidence, evidence.interaction, own)
    : (own ?? evidence.checker);
}

/** What the submission's end comes to by itself; `undefined`: it ended well and in time. */
export function verdictOfEnding({ ending, cpuMs, truncated, limits }: Evidence): Verdict | undefined {
  if (ending.status === 'limit-exceeded') return LIMIT_VERDICTS[ending.limit];
  if (cpuMs > limits.cpuMs) return 'TLE';
  if (ending.status === 'signaled' || ending.exitCode !== 0) return 'RTE';
  return truncated ? 'OLE' : undefined;
}

/** Whether the wall limit ended the submission because the interactor computed and did not answer. */
export function isHeldUp({ ending, wallMs, interaction }: Evidence): boolean {
  if (!interaction || ending.status !== 'limit-exceeded' || ending.limit !== 'wall') return false;
  return interaction.cpuMs > HELD_UP_SHARE * wallMs;
}

function decideInteraction(
  evidence: Evidence,
  { endedFirst, ending, opinion }: InteractionEvidence,
  own: Verdict | undefined,
): Verdict | undefined {
  const submissionFirst = endedFirst === 'submission';
  if (submissionFirst && own !== undefined) return isHeldUp(evidence) ? 'JE' : own;
  if (opinion === 'JE') return submissionFirst && isBrokenPipe(ending) ? 'WA' : 'JE';
  if (!submissionFirst && opinion === 'WA') return 'WA';
  if (own !== undefined) return own;
  return opinion === 'AC' ? evidence.checker : opinion;
}

function isBrokenPipe(ending: Ending): boolean {
  return ending.status === 'signaled' && ending.signal === 'SIGPIPE';
}

const LIMIT_VERDICTS: Readonly<Record<LimitExceeded['limit'], Verdict>> = {
  cpu: 'TLE',
  wall: 'TLE',
  memory: 'MLE',
  output: 'OLE',
};
