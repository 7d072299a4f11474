import type { CaseReport, GroupReport, ProblemHeader, SubmissionReport } from './report.js';
import type { Reporter } from './reporters/reporter.js';

/**
 * What those who handed in may see of a report.
 *
 * `verdict`: the verdict and the score. `first-failing`: besides, the name and verdict of the first case that failed,
 * and what the checker says to them. `samples`: the verdict (and score) of every case and group, and the samples in
 * full. `all`: the report as it is, for judges.
 */
export const FEEDBACK_LEVELS = ['verdict', 'first-failing', 'samples', 'all'] as const;

export type FeedbackLevel = (typeof FEEDBACK_LEVELS)[number];

/** Tells a reporter no more than a level allows. */
export function withFeedback(level: FeedbackLevel, reporter: Reporter): Reporter {
  if (level === 'all') return reporter;
  return {
    start: (header) => reporter.start?.(header),
    problem: (problem) => reporter.problem?.(headerFor(level, problem)),
    submission: (problem, submission) =>
      reporter.submission?.(headerFor(level, problem), submissionFor(level, problem, submission)),
    problemEnd: (problem) => reporter.problemEnd?.(headerFor(level, problem)),
    end: (summary) => reporter.end?.(summary),
    abort: () => reporter.abort?.(),
  };
}

/** Warnings are for those who own the package; the names of the cases tell what is tested. */
export function headerFor(level: FeedbackLevel, problem: ProblemHeader): ProblemHeader {
  if (level === 'all') return problem;
  return { ...problem, cases: level === 'samples' ? problem.cases : [], warnings: [] };
}

/**
 * Below `all`, a submission keeps its own sources and its compiler's message. What quotes test data goes, and so does
 * what a program could write test data into: its output, its stderr, the time and memory that it used. So do promises
 * and the names of other people's submissions.
 */
export function submissionFor(
  level: FeedbackLevel,
  problem: Pick<ProblemHeader, 'cases'>,
  submission: SubmissionReport,
): SubmissionReport {
  if (level === 'all') return submission;
  const samples = new Set(problem.cases.filter(({ sample }) => sample).map(({ name }) => name));
  const { name, language, verdict, message, score, maxScore, sources } = submission;
  return withoutAbsent({
    name,
    language,
    verdict,
    message: verdict === 'CE' ? message : '',
    cases: casesFor(level, samples, submission.cases),
    score,
    maxScore,
    groups: level === 'samples' ? submission.groups?.map(groupWithoutMessage) : undefined,
    sources,
  });
}

function casesFor(
  level: Exclude<FeedbackLevel, 'all'>,
  samples: ReadonlySet<string>,
  cases: readonly CaseReport[],
): readonly CaseReport[] {
  // What is said of a judge error is about this machine, also on a sample.
  const inFull = ({ name, verdict }: CaseReport): boolean => samples.has(name) && verdict !== 'JE';
  switch (level) {
    case 'verdict':
      return [];
    case 'first-failing':
      return firstFailing(cases).map((each) => (inFull(each) ? each : withTeamMessage(each)));
    case 'samples':
      return cases.map((each) => (inFull(each) ? each : verdictOnly(each)));
    default:
      return level satisfies never;
  }
}

function firstFailing(cases: readonly CaseReport[]): readonly CaseReport[] {
  const failing = cases.find(({ verdict }) => verdict !== 'AC' && verdict !== 'SK');
  return failing ? [failing] : [];
}

function withTeamMessage({ name, verdict, teamMessage }: CaseReport): CaseReport {
  return withoutAbsent({ name, verdict, message: '', teamMessage });
}

function verdictOnly({ name, verdict, score, maxScore }: CaseReport): CaseReport {
  return withoutAbsent({ name, verdict, message: '', score, maxScore });
}

function groupWithoutMessage(group: GroupReport): GroupReport {
  return { ...group, message: '', groups: group.groups.map(groupWithoutMessage) };
}

/** Without keys that have no value, so that the report is the same as its JSON. */
function withoutAbsent<T extends object>(report: T): T {
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined)) as T;
}
