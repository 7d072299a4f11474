import { type CompileFailed, formatBytes, type Program } from '../../lib/index.js';
import type { CaseReport, SubmissionReport, UsageReport } from '../report.js';
import { readSources } from '../submission/read.js';
import type { Submission } from '../submission/submission.js';
import { foldVerdicts, type Verdict } from '../verdict.js';
import { explainCompile } from './explain.js';
import { judgeCase } from './judge-case.js';
import { type Entrant, hostFault, type Judging } from './judging.js';
import { compileLimits } from './limits.js';
import { inOrder } from './schedule.js';

/**
 * Judges a submission: compiles it once, runs it on the cases until one stops it, folds their verdicts.
 *
 * @param timeMs CPU time limit of each case.
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

/** The report of a submission of which no case was judged. */
export function notJudged(
  judging: Judging,
  { name, language }: Submission,
  verdict: Verdict = 'SK',
  message = '',
): SubmissionReport {
  const cases = judging.cases.map((testCase) => skippedCase(testCase.name));
  return { name, language, verdict, message, cases };
}

async function judge(
  judging: Judging,
  { submission, stops }: Entrant,
  timeMs: number,
): Promise<SubmissionReport> {
  const { problem, pool, emit } = judging;
  const program = await pool.run(
    () => 0,
    () => build(judging, submission),
  );
  if ('verdict' in program) return program;
  const cases = await inOrder(judging.cases, {
    pool,
    signal: judging.signal,
    run: async (testCase, signal) => {
      const result = await judgeCase(judging, program, testCase, timeMs, signal);
      if (!signal.aborted)
        emit({ type: 'case-finished', problem: problem.id, submission: submission.name, result });
      return result;
    },
    stops: ({ verdict }) => stops(verdict),
  });
  return reportCases(judging, submission, cases);
}

/** The program, or the report of a submission that did not become one. */
async function build(judging: Judging, submission: Submission): Promise<Program | SubmissionReport> {
  const { problem, signal, emit } = judging;
  if (signal.aborted) return notJudged(judging, submission);
  emit({ type: 'submission-started', problem: problem.id, submission: submission.name });
  const bytes = submission.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes > problem.limits.codeBytes)
    return notJudged(judging, submission, 'CE', tooLong(bytes, problem.limits.codeBytes));
  try {
    const built = await compile(judging, submission);
    return built.status === 'compiled' ? built : notJudged(judging, submission, 'CE', explainCompile(built));
  } catch (error) {
    const fault = hostFault(error);
    if (fault) return notJudged(judging, submission, 'JE', fault.message);
    if (signal.aborted) return notJudged(judging, submission);
    throw error;
  }
}

async function compile(
  { problem, runner, signal }: Judging,
  submission: Submission,
): Promise<Program | CompileFailed> {
  return runner.compile({
    language: submission.language,
    files: [...(await readSources(submission))],
    main: submission.main,
    compileLimits: compileLimits(problem.limits),
    signal,
  });
}

function tooLong(bytes: number, codeBytes: number): string {
  return `The source has ${formatBytes(bytes)}, the problem allows ${formatBytes(codeBytes)}`;
}

function skippedCase(name: string): CaseReport {
  return { name, verdict: 'SK', message: '' };
}

function reportCases(
  judging: Judging,
  { name, language }: Submission,
  results: readonly (CaseReport | undefined)[],
): SubmissionReport {
  const cases = judging.cases.map((testCase, index) => results[index] ?? skippedCase(testCase.name));
  const verdict = foldVerdicts(cases.map((each) => each.verdict));
  return { name, language, verdict, usage: worstOf(cases), message: '', cases };
}

function worstOf(cases: readonly CaseReport[]): UsageReport | undefined {
  return cases
    .map(({ usage }) => usage)
    .reduce((worst, usage) => (worst && usage ? max(worst, usage) : (worst ?? usage)), undefined);
}

function max(a: UsageReport, b: UsageReport): UsageReport {
  return {
    cpuMs: Math.max(a.cpuMs, b.cpuMs),
    wallMs: Math.max(a.wallMs, b.wallMs),
    memoryBytes: Math.max(a.memoryBytes, b.memoryBytes),
  };
}
