import type { Program } from '../../lib/index.js';
import type { Task } from '../problem/problem.js';
import type { SubmissionReport } from '../report.js';
import { readSources } from '../submission/read.js';
import { buildProgram, type NotBuilt, refusalOf, unlessFaulty } from './build-program.js';
import type { CaseRun, Finding } from './case-run.js';
import { judgeBatch } from './judge-batch.js';
import { judgeCases } from './judge-cases.js';
import { judgeInteractive } from './judge-interactive.js';
import { judgeText } from './judge-texts.js';
import { judgeUnitTests } from './judge-unit-tests.js';
import type { Entrant, Judging } from './judging.js';
import { notJudged } from './report-submission.js';
import { shownSources } from './shown-sources.js';

export { notJudged } from './report-submission.js';

/**
 * Judges a submission: builds it once, judges the cases that matter, folds them over the problem's groups.
 *
 * @param timeMs CPU time limit of each case, before the factor of the submission's language.
 * @throws what is the caller's fault. What is the host's is JE where it happened.
 */
export async function judgeSubmission(
  judging: Judging,
  entrant: Entrant,
  timeMs: number,
): Promise<SubmissionReport> {
  const { problem, emit, signal } = judging;
  const report = signal.aborted
    ? notJudged(judging, entrant.submission)
    : await judge(judging, entrant, timeMs);
  emit({ type: 'submission-finished', problem: problem.id, report, counts: entrant.counts });
  return report;
}

async function judge(judging: Judging, entrant: Entrant, timeMs: number): Promise<SubmissionReport> {
  const { problem } = judging;
  const { submission } = entrant;
  const { language } = submission;
  const { timeFactors } = problem.limits;
  const factor = Object.hasOwn(timeFactors, language) ? timeFactors[language]! : 1;
  const report = await judgeTask(judging, entrant, problem.task, timeMs * factor);
  const done = 'cases' in report ? report : notJudged(judging, submission, report.verdict, report.message);
  const sources = judging.sources && !judging.signal.aborted ? await shownSources(submission) : undefined;
  return { ...done, ...(sources && { sources }) };
}

function judgeTask(
  judging: Judging,
  entrant: Entrant,
  task: Task,
  timeMs: number,
): Promise<SubmissionReport | NotBuilt> {
  switch (task.kind) {
    case 'batch':
      return judgeProgram(judging, entrant, timeMs, (run) => judgeBatch(run, task));
    case 'interactive':
      return judgeProgram(judging, entrant, timeMs, (run) => judgeInteractive(run, task));
    case 'output-only':
      return judgeTexts(judging, entrant, timeMs);
    case 'suite':
      return begin(judging, entrant, () => judgeUnitTests(judging, entrant, task, timeMs));
    default:
      return task satisfies never;
  }
}

async function judgeProgram(
  judging: Judging,
  entrant: Entrant,
  timeMs: number,
  judgeOn: (run: CaseRun) => Promise<Finding>,
): Promise<SubmissionReport | NotBuilt> {
  const program = await begin(judging, entrant, () => buildProgram(judging, entrant.submission));
  if ('verdict' in program) return program;
  return judgeCases(judging, entrant, {
    timeMs,
    findOut: (testCase) => (signal) => judgeOn({ judging, program, testCase, timeMs, signal }),
  });
}

async function judgeTexts(
  judging: Judging,
  entrant: Entrant,
  timeMs: number,
): Promise<SubmissionReport | NotBuilt> {
  const texts = await begin(judging, entrant, () => readSources(entrant.submission));
  if ('verdict' in texts) return texts;
  return judgeCases(judging, entrant, {
    timeMs,
    findOut: (testCase) => (signal) => judgeText(judging, texts, testCase, signal),
  });
}

/** Does what comes before the cases, when a place is free, unless the problem does not take the submission. */
function begin<T extends Program | SubmissionReport | readonly unknown[]>(
  judging: Judging,
  { submission }: Entrant,
  work: () => Promise<T | NotBuilt>,
): Promise<T | NotBuilt> {
  const { pool, signal, emit, problem } = judging;
  return pool.run(
    () => 0,
    async () => {
      if (signal.aborted) return { verdict: 'SK' as const, message: '' };
      emit({ type: 'submission-started', problem: problem.id, submission: submission.name });
      return refusalOf(judging, submission) ?? unlessFaulty(judging, work);
    },
  );
}
