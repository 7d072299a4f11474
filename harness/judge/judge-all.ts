import { inWindow } from '../batch/in-window.js';
import type { SubmissionReport, TimeLimitReport } from '../report.js';
import { digestOf } from '../submission/digest.js';
import { judgeSubmission, notJudged } from './judge-submission.js';
import type { Entrant, Judging } from './judging.js';
import type { Pool } from './pool.js';

/** A submission that was judged. */
export interface Judged<E extends Entrant = Entrant> {
  readonly entrant: E;
  readonly report: SubmissionReport;
  /** Of its sources; `undefined` when they were not looked at. */
  readonly digest?: string;
}

/** How submissions are judged, and who is told. */
export interface JudgeAll<E extends Entrant> {
  /** @default {@link judgeOne} under `timeMs` */
  judge?(judging: Judging, entrant: E, timeMs: number): Promise<Judged<E>>;
  /** In the order of the entrants; the next one is not told before this is done. */
  deliver(judged: Judged<E>): void | Promise<void>;
}

/** Reports that wait for an earlier one to be told: so many cases all together, but no more submissions than that. */
const HELD_CASES = 20_000;
const HELD_SUBMISSIONS = 256;

/**
 * Judges submissions, some at a time, and tells of them in the order given. Twice as many are open as the pool has
 * places: enough to keep it busy while some are read and compiled, and what is in memory stays bounded. Once the signal
 * is aborted no further one is begun.
 *
 * @throws the first caller's fault or defect, when all else was aborted and has ended.
 */
export async function judgeAll<E extends Entrant>(
  judging: Judging,
  entrants: Iterable<E> | AsyncIterable<E>,
  timeMs: number,
  { judge = judgeOne, deliver }: JudgeAll<E>,
): Promise<void> {
  const open = 2 * judging.pool.places;
  let begun = 0;
  const held = Math.min(HELD_SUBMISSIONS, Math.floor(HELD_CASES / Math.max(1, judging.problem.cases.length)));
  await inWindow(entrants, {
    open,
    held: Math.max(open, held),
    signal: judging.signal,
    work: (entrant, signal) => {
      const pool = inTurn(judging.pool, begun++);
      return judge({ ...judging, signal, pool }, entrant, timeMs);
    },
    deliver,
  });
}

/** {@link judgeAll} under a time limit. Without one nothing is judged: JE where the host is to blame, else SK. */
export async function judgeUnder<E extends Entrant>(
  judging: Judging,
  timeLimit: TimeLimitReport,
  entrants: Iterable<E> | AsyncIterable<E>,
  how: JudgeAll<E>,
): Promise<void> {
  if (timeLimit.kind !== 'unknown') return judgeAll(judging, entrants, timeLimit.timeMs, how);
  const verdict = timeLimit.cause === 'host' ? 'JE' : 'SK';
  for await (const entrant of entrants) {
    if (judging.signal.aborted) return;
    await how.deliver({ entrant, report: notJudged(judging, entrant.submission, verdict, timeLimit.reason) });
  }
}

/**
 * Judges one submission, by the journal as far as it is in there. One that is no submission is CE, and what is judged
 * to its end is kept.
 */
export async function judgeOne<E extends Entrant>(
  judging: Judging,
  entrant: E,
  timeMs: number,
): Promise<Judged<E>> {
  const { submission, counts } = entrant;
  const { problem, emit, signal, journal } = judging;
  const tell = (report: SubmissionReport): SubmissionReport => {
    emit({ type: 'submission-finished', problem: problem.id, report, counts });
    return report;
  };
  if (submission.fault !== undefined)
    return { entrant, report: tell(notJudged(judging, submission, 'CE', submission.fault)) };
  const digest = await digestOf(submission);
  const kept = journal?.submission(submission.name, digest, timeMs);
  const finished = kept?.finished();
  if (finished) return { entrant, digest, report: tell(finished) };
  const report = await judgeSubmission({ ...judging, memory: kept }, entrant, timeMs);
  if (!signal.aborted && !hasJudgeError(report)) await kept?.finish(report);
  return { entrant, digest, report };
}

/** The pool, but of tasks of one rank the earlier submission's goes first: results come in the order they are told. */
function inTurn(pool: Pool, turn: number): Pool {
  const behind = 1 - 1 / (turn + 2);
  return { ...pool, run: (rank, task) => pool.run(() => rank() + behind, task) };
}

function hasJudgeError({ verdict, cases }: SubmissionReport): boolean {
  return verdict === 'JE' || cases.some((each) => each.verdict === 'JE');
}
