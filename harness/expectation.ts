import { matchesPath, parseGlob } from './problem/icpc/glob.js';
import type { SubmissionExpectation } from './problem/problem.js';
import type { CaseReport, GroupReport, SubmissionReport } from './report.js';
import type { Verdict } from './verdict.js';

/** Whether one expectation came. */
export interface Kept {
  readonly outcome: 'kept' | 'broken' | 'undecided';
  readonly reason: string;
}

const KEPT: Kept = { outcome: 'kept', reason: '' };

/** Scores come as decimals that were added. */
const SCORE_EPSILON = 1e-6;

/** Compares one expectation with a report, as far as it was judged. */
export function judgeOne(expectation: SubmissionExpectation, report: SubmissionReport): Kept {
  const judged = judgedCases(expectation, report);
  if ('outcome' in judged) return judged;
  const checks = [ownVerdict, permitted, required, score, message];
  let undecided: Kept | undefined;
  for (const check of checks) {
    const kept = check(expectation, report, judged);
    if (kept.outcome === 'broken') return kept;
    if (kept.outcome === 'undecided') undecided ??= kept;
  }
  return undecided ?? faultAmong(judged) ?? KEPT;
}

/** The part of a report that an expectation is about. */
interface Judged {
  /** Those that were not skipped; a submission that did not compile counts as one case. */
  readonly cases: readonly Pick<CaseReport, 'name' | 'verdict' | 'message' | 'score'>[];
  readonly skipped: boolean;
}

function judgedCases({ cases: glob }: SubmissionExpectation, report: SubmissionReport): Judged | Kept {
  const { verdict, message } = report;
  if (verdict === 'CE') return { cases: [{ name: 'the compilation', verdict, message }], skipped: false };
  const names = glob === undefined ? undefined : matchingCases(glob, report);
  const within = report.cases.filter(({ name }) => !names || names.has(name));
  if (verdict === 'JE' && within.every((each) => each.verdict === 'SK'))
    return { outcome: 'undecided', reason: `judge error: ${message}` };
  if (within.length === 0) return { outcome: 'broken', reason: `no case matches "${glob ?? '*'}"` };
  const judged = within.filter((each) => each.verdict !== 'SK');
  return { cases: judged, skipped: judged.length < within.length };
}

/** Cases by their names and, since a case may be in several groups, by those of the groups. */
function matchingCases(glob: string, { cases, groups = [] }: SubmissionReport): ReadonlySet<string> {
  const pattern = parseGlob(glob);
  const named = cases.map(({ name }) => name).filter((name) => matchesPath(pattern, name));
  const held = flat(groups).filter(({ name }) => matchesPath(pattern, name));
  return new Set([...named, ...held.flatMap((group) => group.cases)]);
}

function faultAmong({ cases }: Judged): Kept | undefined {
  const fault = cases.find(({ verdict }) => verdict === 'JE');
  return fault && { outcome: 'undecided', reason: `judge error on ${fault.name}` };
}

type Check = (expectation: SubmissionExpectation, report: SubmissionReport, judged: Judged) => Kept;

const ownVerdict: Check = ({ verdict: wanted }, { verdict }, { cases, skipped }) => {
  if (!wanted || wanted.includes(verdict)) return KEPT;
  if (verdict === 'JE' || verdict === 'SK' || (skipped && cases.every((each) => each.verdict === 'AC')))
    return { outcome: 'undecided', reason: 'not judged to its end' };
  return { outcome: 'broken', reason: `it is ${verdict}, not ${either(wanted)}` };
};

const permitted: Check = ({ permitted: verdicts }, _report, { cases }) => {
  const other = verdicts && cases.find(({ verdict }) => verdict !== 'JE' && !verdicts.includes(verdict));
  if (!other) return KEPT;
  return { outcome: 'broken', reason: `${other.name} is ${other.verdict}, not ${either(verdicts)}` };
};

const required: Check = ({ required: verdicts, cases: glob }, _report, { cases, skipped }) => {
  if (!verdicts || verdicts.length === 0) return KEPT;
  if (cases.some(({ verdict }) => verdicts.includes(verdict))) return KEPT;
  if (skipped || cases.some(({ verdict }) => verdict === 'JE'))
    return { outcome: 'undecided', reason: 'not judged to its end' };
  return {
    outcome: 'broken',
    reason: `no case${glob === undefined ? '' : ` of ${glob}`} is ${either(verdicts)}`,
  };
};

const score: Check = ({ score: range, cases: glob }, report, { cases, skipped }) => {
  if (!range) return KEPT;
  if (skipped || cases.some(({ verdict }) => verdict === 'JE'))
    return { outcome: 'undecided', reason: 'not judged to its end' };
  const [low, high] = range;
  const scores = scoresOf(glob, report, cases);
  if (scores.length === 0)
    return { outcome: 'broken', reason: `it has no score, but one of ${low} to ${high} is expected` };
  const other = scores.find(([, value]) => value < low - SCORE_EPSILON || value > high + SCORE_EPSILON);
  if (!other) return KEPT;
  const wanted = low === high ? `${low}` : `${low} to ${high}`;
  return { outcome: 'broken', reason: `${other[0]} has the score ${other[1]}, not ${wanted}` };
};

const message: Check = ({ message: wanted }, _report, { cases, skipped }) => {
  if (wanted === undefined || cases.some((each) => each.message.includes(wanted))) return KEPT;
  if (skipped) return { outcome: 'undecided', reason: 'not judged to its end' };
  return { outcome: 'broken', reason: `no checker says ${JSON.stringify(wanted)}` };
};

/** Of the whole; of each group that the glob names; else of each case. */
function scoresOf(
  glob: string | undefined,
  report: SubmissionReport,
  cases: Judged['cases'],
): readonly (readonly [string, number])[] {
  if (glob === undefined) return report.score === undefined ? [] : [['it', report.score]];
  const pattern = parseGlob(glob);
  const groups = flat(report.groups ?? []).filter(({ name }) => matchesPath(pattern, name, 'whole'));
  const scored = groups.length > 0 ? groups : cases;
  return scored.flatMap(({ name, score: value }) => (value === undefined ? [] : [[name, value] as const]));
}

function flat(groups: readonly GroupReport[]): readonly GroupReport[] {
  return groups.flatMap((group) => [group, ...flat(group.groups)]);
}

function either(verdicts: readonly Verdict[]): string {
  return verdicts.join(', ').replace(/, ([^,]*)$/, ' or $1');
}
