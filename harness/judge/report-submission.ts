import type { Problem, TestGroup } from '../problem/problem.js';
import type { CaseReport, SubmissionReport } from '../report.js';
import { type Folded, foldGroups, maxScoreOf } from '../scoring/index.js';
import { isRejected } from '../scoring/part.js';
import type { CaseOutcome } from '../scoring/rules.js';
import type { Submission } from '../submission/submission.js';
import type { Verdict } from '../verdict.js';
import { worstUsage } from './evidence.js';
import { hostFault, type JudgedCase, type Judging } from './judging.js';
import { graderOf } from './run-grader.js';

/** The report of a submission from its cases, by index; `undefined` where one was not judged. */
export async function reportSubmission(
  judging: Judging,
  submission: Submission,
  judged: readonly (JudgedCase | undefined)[],
): Promise<SubmissionReport> {
  const { problem } = judging;
  const outcomes = new Map<string, CaseOutcome>();
  for (const each of judged) if (each) outcomes.set(each.report.name, each.outcome);
  const folded = await fold(judging, outcomes);
  const { verdict, message, score, maxScore, groups } = folded;
  const usage = worstUsage(judged.map((each) => each?.report.usage));
  return {
    name: submission.name,
    language: submission.language,
    verdict: verdict === 'SK' && !judging.signal.aborted ? (firstRejected(judged) ?? verdict) : verdict,
    ...(usage && { usage }),
    message,
    cases: problem.cases.map(({ name }, index) => reportScored(name, judged[index], folded)),
    ...(score !== undefined && { score }),
    ...(maxScore !== undefined && { maxScore }),
    ...(isWorthShowing(problem) && { groups }),
  };
}

/** Of a submission that was not judged to its end because enough was known of it. */
function firstRejected(judged: readonly (JudgedCase | undefined)[]): Verdict | undefined {
  return judged.map((each) => each?.report.verdict).find((each) => each !== undefined && isRejected(each));
}

/** The report of a submission of which no case was judged. */
export function notJudged(
  { problem }: Pick<Judging, 'problem'>,
  { name, language }: Submission,
  verdict: Verdict = 'SK',
  message = '',
): SubmissionReport {
  const cases = problem.cases.map((testCase) => skippedCase(testCase.name));
  const scores = problem.type === 'scoring' ? { score: 0, maxScore: maxScoreOf(problem) } : {};
  return { name, language, verdict, message, cases, ...scores };
}

/** A custom grader may meet a fault of the host: that is nobody's score. */
async function fold(judging: Judging, outcomes: ReadonlyMap<string, CaseOutcome>): Promise<Folded> {
  try {
    return await foldGroups(judging.problem, outcomes, graderOf(judging));
  } catch (error) {
    const fault = hostFault(error);
    if (!fault && !judging.signal.aborted) throw error;
    const none = { groups: [], caseScores: new Map(), caseFaults: new Map() };
    return fault
      ? { verdict: 'JE', message: fault.message, ...none }
      : { verdict: 'SK', message: '', ...none };
  }
}

/** With its score; JE where its checker gave one that the rules forbid. */
function reportScored(
  name: string,
  judged: JudgedCase | undefined,
  { caseScores, caseFaults }: Pick<Folded, 'caseScores' | 'caseFaults'>,
): CaseReport {
  if (!judged) return skippedCase(name);
  const fault = caseFaults.get(name);
  const { score, maxScore } = caseScores.get(name) ?? {};
  return {
    ...judged.report,
    ...(fault !== undefined && { verdict: 'JE', message: fault }),
    ...(score !== undefined && { score }),
    ...(maxScore !== undefined && { maxScore }),
  };
}

function skippedCase(name: string): CaseReport {
  return { name, verdict: 'SK', message: '' };
}

/** Groups besides the usual two, or scores. */
function isWorthShowing({ type, root }: Problem): boolean {
  return (
    type === 'scoring' || root.members.some((member) => member.kind === 'group' && !isUsual(member.group))
  );
}

function isUsual({ name, members }: TestGroup): boolean {
  return (name === 'sample' || name === 'secret') && members.every(({ kind }) => kind === 'case');
}
