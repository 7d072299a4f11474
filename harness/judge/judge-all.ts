import PQueue from 'p-queue';
import type { SubmissionReport, TimeLimitReport } from '../report.js';
import { judgeSubmission, notJudged } from './judge-submission.js';
import type { Entrant, Judging } from './judging.js';

/**
 * Judges submissions, some at a time, and reports them in the order given. As many are open as the pool has places:
 * enough to keep it busy, and what is in memory stays bounded.
 *
 * @throws the first caller's fault or defect, when all else was aborted and has ended.
 */
export async function judgeAll(
  judging: Judging,
  entrants: readonly Entrant[],
  timeMs: number,
): Promise<readonly SubmissionReport[]> {
  const failure = new AbortController();
  const signal = AbortSignal.any([judging.signal, failure.signal]);
  const open = new PQueue({ concurrency: judging.pool.places });
  const judge = (entrant: Entrant): Promise<SubmissionReport> =>
    judgeSubmission({ ...judging, signal }, entrant, timeMs).catch((error: unknown) => {
      failure.abort(error);
      throw error;
    });
  const outcomes = await Promise.allSettled(entrants.map((entrant) => open.add(() => judge(entrant))));
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

/** {@link judgeAll} under a time limit. Without one nothing is judged: JE where the host is to blame, else SK. */
export async function judgeUnder(
  judging: Judging,
  timeLimit: TimeLimitReport,
  entrants: readonly Entrant[],
): Promise<readonly SubmissionReport[]> {
  if (timeLimit.kind !== 'unknown') return judgeAll(judging, entrants, timeLimit.timeMs);
  const verdict = timeLimit.cause === 'host' ? 'JE' : 'SK';
  return entrants.map(({ submission }) => notJudged(judging, submission, verdict, timeLimit.reason));
}
