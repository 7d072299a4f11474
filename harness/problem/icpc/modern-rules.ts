import { type GroupRule, NO_SCORE, PASS_FAIL } from '../../scoring/rules.js';
import type { CaseScore } from '../problem.js';
import type { TestGroupYaml } from './modern-yaml.js';

/** How a group scores, its defaults filled in. */
export interface GroupScoring {
  readonly aggregation: 'pass-fail' | 'sum' | 'min';
  /** `undefined`: unbounded. */
  readonly max: number | undefined;
}

/** Defaults of `data/secret`: 100 points, the sum of what is in it. Of its groups: unbounded, all or nothing. */
export function scoringOf(yaml: TestGroupYaml, of: 'secret' | 'group'): GroupScoring {
  const { max_score = of === 'secret' ? 100 : 'unbounded' } = yaml;
  return {
    aggregation: yaml.score_aggregation ?? (of === 'secret' ? 'sum' : 'pass-fail'),
    max: max_score === 'unbounded' ? undefined : max_score,
  };
}

/** What is wrong with how a group of secret scores beside secret itself, in a sentence. */
export function clashFault(secret: GroupScoring, group: GroupScoring): string | undefined {
  if (secret.aggregation === 'pass-fail' && group.aggregation !== 'pass-fail')
    return 'data/secret is all or nothing, so its groups must be pass-fail, too';
  if (secret.max !== undefined && group.max === undefined)
    return 'data/secret has a highest score, so its groups must have one, too: give it a max_score';
  return undefined;
}

/** What is wrong with how a group scores, in a sentence. */
export function scoringFault({ aggregation, max }: GroupScoring, scores: boolean): string | undefined {
  if (max !== undefined) return undefined;
  if (aggregation === 'pass-fail')
    return 'all or nothing of an unbounded score is nothing: give it a max_score';
  return scores ? undefined : 'only an output validator can give unbounded scores: give it a max_score';
}

/** The rule of a group of cases. */
export function ruleOfCases(scoring: GroupScoring): GroupRule {
  const { aggregation, max } = scoring;
  const range = [0, max ?? Number.POSITIVE_INFINITY] as const;
  if (aggregation === 'pass-fail')
    return { ...PASS_FAIL, score: { kind: 'all-or-nothing', score: max ?? 0 }, range };
  if (aggregation === 'sum') return { ...PASS_FAIL, onReject: 'continue', score: { kind: 'sum' }, range };
  if (max === undefined) return { ...PASS_FAIL, score: { kind: 'min' }, range };
  return { ...PASS_FAIL, score: { kind: 'min-fraction', score: max }, range };
}

/** The rule of `data/secret` where it holds groups. */
export function ruleOfGroups({ aggregation, max }: GroupScoring): GroupRule {
  const range = [0, max ?? Number.POSITIVE_INFINITY] as const;
  if (aggregation === 'pass-fail')
    return { ...PASS_FAIL, score: { kind: 'all-or-nothing', score: max ?? 0 }, range };
  return {
    ...PASS_FAIL,
    onReject: aggregation === 'sum' ? 'continue' : 'break',
    score: { kind: aggregation },
    range,
  };
}

/** What each case of a group is worth. A failed one has 0. */
export function caseScoreIn({ aggregation, max }: GroupScoring, cases: number): CaseScore {
  if (aggregation === 'pass-fail') return NO_SCORE;
  const own = max === undefined ? undefined : aggregation === 'min' ? max : max / cases;
  return { accepted: own, rejected: 0, byChecker: true, max: own };
}
