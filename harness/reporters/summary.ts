import type { ProblemHeader, ReportHeader, SubmissionReport } from '../report.js';
import { VERDICTS, type Verdict } from '../verdict.js';
import type { Paint } from './paint.js';

type Outcome = NonNullable<SubmissionReport['promise']>['outcome'];

/** Counts submissions as they are told. */
export interface Tally {
  add(submission: SubmissionReport): void;
  /** One line: how many submissions, and how they came out. */
  line(command: ReportHeader['command'], paint: Paint): string;
}

export function createTally(): Tally {
  let submissions = 0;
  const verdicts = new Map<Verdict, number>();
  const outcomes = new Map<Outcome, number>();
  return {
    add: ({ verdict, promise }) => {
      submissions += 1;
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (promise) outcomes.set(promise.outcome, (outcomes.get(promise.outcome) ?? 0) + 1);
    },
    line: (command, paint) => {
      const parts = command === 'verify' ? promiseCounts(outcomes, paint) : verdictCounts(verdicts);
      const head = `${submissions} submission${submissions === 1 ? '' : 's'}`;
      return `${head}: ${parts.join(', ') || 'nothing to judge'}`;
    },
  };
}

/** What held the limits, when it was weaker than the kernel's own accounting. */
export function enforcementNote(enforcement: ProblemHeader['enforcement']): string | undefined {
  if (!enforcement) return undefined;
  const weaker = (['cpu', 'memory', 'processes'] as const).filter((limit) => enforcement[limit] !== 'cgroup');
  const parts = weaker.map(
    (limit) => `${limit} by ${enforcement[limit] === 'none' ? 'nothing' : enforcement[limit]}`,
  );
  if (!enforcement.ownUid) parts.push('no user id of its own for the program');
  return parts.length > 0
    ? `limits held weaker than by cgroups: ${parts.join(', ')}; see bailiff doctor`
    : undefined;
}

function verdictCounts(verdicts: ReadonlyMap<Verdict, number>): readonly string[] {
  return VERDICTS.filter((verdict) => verdicts.has(verdict)).map(
    (verdict) => `${verdicts.get(verdict)} ${verdict}`,
  );
}

function promiseCounts(outcomes: ReadonlyMap<Outcome, number>, paint: Paint): readonly string[] {
  const parts = [
    ['kept', 'as promised', 'green'],
    ['broken', 'not as promised', 'red'],
    ['undecided', 'undecided', 'yellow'],
  ] as const;
  return parts
    .filter(([outcome]) => outcomes.has(outcome))
    .map(([outcome, text, colour]) => paint(colour, `${outcomes.get(outcome)} ${text}`));
}
