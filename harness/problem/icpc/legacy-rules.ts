import type { Tool } from '../../checkers/checker.js';
import { type GroupRule, NO_SCORE, PASS_FAIL, type ScoreRule } from '../../scoring/rules.js';
import type { CaseScore } from '../problem.js';
import type { TestDataYaml } from './legacy-yaml.js';
import { words } from './values.js';

/** What a package says for all of its groups. */
export interface LegacyScoring {
  readonly type: 'pass-fail' | 'scoring';
  /** Whether checkers may give scores. */
  readonly byChecker: boolean;
  readonly grader: Tool | undefined;
}

const EVERY_SCORE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** What a case is worth in a group. What a checker gives is bounded by the ranges of the groups. */
export function caseScoreOf({ type, byChecker }: LegacyScoring, settings: TestDataYaml): CaseScore {
  if (type === 'pass-fail') return { ...NO_SCORE, byChecker };
  const { accept_score: accepted = 1, reject_score: rejected = 0 } = settings;
  return { accepted, rejected, byChecker, max: byChecker ? undefined : Math.max(accepted, rejected) };
}

/**
 * The rule of a group, as problemtools' default grader folds it. In pass-fail problems the first verdict that is not AC
 * counts, as contests have it, unless the package gives flags for another one.
 *
 * @param root whether it is the group of sample and secret: the only one that can ignore the sample
 * @returns the rule, or a sentence that says what is wrong
 */
export function ruleOf(scoring: LegacyScoring, settings: TestDataYaml, root: boolean): GroupRule | string {
  const flags = words(settings.grader_flags ?? '');
  const custom = settings.grading === 'custom';
  if (custom && !scoring.grader) return 'grading is custom, but there is no program in graders/';
  const ignore = root && flags.includes('ignore_sample') ? ['sample'] : [];
  const acceptIfAny = flags.includes('accept_if_any_accepted');
  if (scoring.type === 'pass-fail' && !custom)
    return {
      ...PASS_FAIL,
      onReject: settings.on_reject ?? PASS_FAIL.onReject,
      verdict: verdictRule(flags) ?? PASS_FAIL.verdict,
      acceptIfAny,
      ignore,
    };
  return {
    onReject: settings.on_reject ?? 'break',
    verdict: verdictRule(flags) ?? 'worst',
    acceptIfAny,
    ignore,
    score: custom ? { kind: 'custom', grader: scoring.grader!, flags } : { kind: scoreRule(flags) },
    range: settings.range ?? EVERY_SCORE,
  };
}

/** Whether a pass-fail group is judged otherwise than contests have it. */
export function isUnusual({ onReject, verdict, acceptIfAny, score }: GroupRule): boolean {
  return (
    score.kind === 'none' && (onReject !== PASS_FAIL.onReject || verdict !== PASS_FAIL.verdict || acceptIfAny)
  );
}

const VERDICT_FLAGS: ReadonlyMap<string, GroupRule['verdict']> = new Map([
  ['worst_error', 'worst'],
  ['no_errors', 'worst'],
  ['first_error', 'first'],
  ['always_accept', 'accept'],
]);

const SCORE_FLAGS: ReadonlyMap<
  string,
  Exclude<ScoreRule['kind'], 'none' | 'custom' | 'all-or-nothing' | 'threshold' | 'min-fraction'>
> = new Map([
  ['sum', 'sum'],
  ['avg', 'average'],
  ['min', 'min'],
  ['max', 'max'],
]);

/** The later flag wins. */
function verdictRule(flags: readonly string[]): GroupRule['verdict'] | undefined {
  return flags.map((flag) => VERDICT_FLAGS.get(flag)).findLast((rule) => rule !== undefined);
}

function scoreRule(flags: readonly string[]) {
  return flags.map((flag) => SCORE_FLAGS.get(flag)).findLast((rule) => rule !== undefined) ?? 'sum';
}

/** Flags that the default grader does not know. It ignores them. */
export function unknownFlags({ grading, grader_flags = '' }: TestDataYaml): readonly string[] {
  if (grading === 'custom') return [];
  const others = ['ignore_sample', 'accept_if_any_accepted'];
  return words(grader_flags).filter(
    (flag) => !VERDICT_FLAGS.has(flag) && !SCORE_FLAGS.has(flag) && !others.includes(flag),
  );
}
