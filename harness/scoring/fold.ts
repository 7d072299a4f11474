import { BailiffError } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import type { Problem, TestGroup } from '../problem/problem.js';
import type { GroupReport } from '../report.js';
import type { Verdict } from '../verdict.js';
import { type Evaluation, evaluate, type GraderAnswer, type GraderCall } from './evaluate.js';
import { maxScoreOf } from './max-score.js';
import { isRejected, type Part } from './part.js';
import type { CaseOutcome } from './rules.js';

/** What the cases' outcomes come to. */
export interface Folded {
  readonly verdict: Verdict;
  /** Absent in pass-fail problems. */
  readonly score?: number;
  /** Absent in pass-fail problems, and when unbounded. */
  readonly maxScore?: number;
  /** Why it is JE; else empty. */
  readonly message: string;
  /** The root's. */
  readonly groups: readonly GroupReport[];
  /** In scoring problems, of each case that counts and is worth anything: its best over the groups that hold it. */
  readonly caseScores: ReadonlyMap<string, CaseWorth>;
  /** Cases whose checker gave a score that the rules forbid, or none where there must be one: they are JE. Why. */
  readonly caseFaults: ReadonlyMap<string, string>;
}

export interface CaseWorth {
  readonly score: number;
  /** `undefined`: unbounded. */
  readonly maxScore: number | undefined;
}

/** Runs a custom grader on its lines, in a jail. */
export type RunGrader = (grader: Tool, flags: readonly string[], lines: string) => Promise<GraderAnswer>;

/**
 * Folds the outcomes of a submission's cases by the problem's groups. Outcomes that no group counts are not looked
 * at, so the result is the same whether cases were run lazily or all of them. A case that counts and has no outcome is
 * SK: the judging was interrupted.
 *
 * The verdict of a scoring submission is JE when a case or group that was run is; SK when one that counts was not
 * judged; AC with all that can be had, or, when that is unbounded, when every case that counts is accepted; PAC
 * with more than a submission has that is wrong on every case; else the root's, or WA.
 *
 * @throws BailiffError INVALID_PROBLEM when groups wait for each other in a circle; INVALID_OPTIONS when a group has
 * a grader and there is no `runGrader`.
 */
export async function foldGroups(
  problem: Pick<Problem, 'root' | 'type' | 'cases'>,
  outcomes: ReadonlyMap<string, CaseOutcome>,
  runGrader: RunGrader = refuseGrader,
): Promise<Folded> {
  const { root, type } = problem;
  const evaluation = evaluate(root, outcomes);
  let step = evaluation.next();
  while (!step.done) step = evaluation.next(await ask(step.value, runGrader));
  const { groups, cases } = step.value;
  const reports = reportsOf(root, groups, type === 'scoring');
  const caseFaults = faultsOf(cases, outcomes);
  const part = groups.get(root.name)!;
  if (type === 'pass-fail') {
    const verdict = problem.cases.length === 0 ? 'SK' : part.verdict;
    return { verdict, message: part.message, groups: reports, caseScores: new Map(), caseFaults };
  }
  return {
    verdict: verdictOfScore(problem, part),
    score: part.score,
    maxScore: maxScoreOf(problem),
    message: part.message || faultIn(groups),
    groups: reports,
    caseScores: scoresOf(cases),
    caseFaults,
  };
}

function ask({ grader, flags, lines }: GraderCall, runGrader: RunGrader): Promise<GraderAnswer> {
  return runGrader(grader, flags, lines);
}

function refuseGrader({ name }: Tool): Promise<never> {
  const message = `Cannot score without running grader "${name}": give foldGroups() a way to run it`;
  return Promise.reject(new BailiffError('INVALID_OPTIONS', message));
}

function verdictOfScore(
  { root, cases, type }: Pick<Problem, 'root' | 'type' | 'cases'>,
  part: Part,
): Verdict {
  if (part.faulty) return 'JE';
  if (cases.length === 0 || part.open) return 'SK';
  const max = maxScoreOf({ root, type });
  const worst = worstScoreOf({ root, cases });
  const full = max === undefined || max <= worst ? part.blame === 'AC' : part.score >= max;
  if (full) return 'AC';
  if (part.score > worst) return 'PAC';
  return [part.verdict, part.blame].find(isRejected) ?? 'WA';
}

/** What a submission has that is wrong on every case; what graders would say of it is taken as 0. */
function worstScoreOf({ root, cases }: Pick<Problem, 'root' | 'cases'>): number {
  const evaluation = evaluate(root, new Map(cases.map(({ name }) => [name, { verdict: 'WA' }])));
  let step = evaluation.next();
  while (!step.done) step = evaluation.next({ verdict: 'WA', score: 0 });
  return step.value.groups.get(root.name)!.score;
}

function reportsOf(group: TestGroup, parts: Evaluation['groups'], scores: boolean): readonly GroupReport[] {
  return group.members.flatMap((member) =>
    member.kind === 'group' ? [report(member.group, parts, scores)] : [],
  );
}

function report(group: TestGroup, parts: Evaluation['groups'], scores: boolean): GroupReport {
  const { run, verdict, score, max, message } = parts.get(group.name)!;
  const cases = group.members.flatMap((member) => (member.kind === 'case' ? [member.name] : []));
  return {
    name: group.name,
    verdict: run ? verdict : 'SK',
    ...(scores && group.rule.score.kind !== 'none' ? { score, maxScore: max } : {}),
    message,
    cases,
    groups: reportsOf(group, parts, scores),
  };
}

function faultIn(groups: Evaluation['groups']): string {
  return [...groups.values()].find(({ verdict, run }) => run && verdict === 'JE')?.message ?? '';
}

function scoresOf(cases: Evaluation['cases']): ReadonlyMap<string, CaseWorth> {
  const best = (parts: readonly Part[]): Part => parts.reduce((a, b) => (b.score > a.score ? b : a));
  const scores = new Map<string, CaseWorth>();
  for (const [name, parts] of cases) {
    const { score, max } = best(parts);
    if (score !== 0 || max !== 0) scores.set(name, { score, maxScore: max });
  }
  return scores;
}

/** Cases that are JE by what they are worth, though their own verdict is another one. */
function faultsOf(
  cases: Evaluation['cases'],
  outcomes: ReadonlyMap<string, CaseOutcome>,
): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const [name, parts] of cases) {
    const fault =
      outcomes.get(name)?.verdict === 'JE' ? undefined : parts.find(({ verdict }) => verdict === 'JE');
    if (fault) faults.set(name, fault.message);
  }
  return faults;
}
