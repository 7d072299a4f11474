import type { Tool } from '../checkers/checker.js';
import type { CaseScore } from '../problem/problem.js';
import type { Verdict } from '../verdict.js';

/** How the outcomes of a group's members become the group's. Members count in their order. */
export interface GroupRule {
  /**
   * `break`: the first member that is rejected ends the group: those after it do not count, whether they ran or not.
   * Neither a JE nor a PAC ends it, nor does a member that is ignored.
   */
  readonly onReject: 'break' | 'continue';
  /**
   * `first`: the first verdict that is not AC; PAC only when there is no other. `worst`: of those that occur, the first
   * of JE RTE MLE TLE OLE WA (problemtools' order). `accept`: AC, whatever the members. A JE among the members is
   * always JE.
   */
  readonly verdict: 'first' | 'worst' | 'accept';
  /** AC as soon as one member is. */
  readonly acceptIfAny: boolean;
  /** Members, by name, that do not count, e.g. the samples. They are judged all the same. */
  readonly ignore: readonly string[];
  readonly score: ScoreRule;
  /** A score outside is JE. */
  readonly range: readonly [number, number];
}

export type ScoreRule =
  /** A pass-fail problem. */
  | { readonly kind: 'none' }
  /**
   * Of the members that count; of none: 0. For `min` and `multiply`, as for the two rules over all members below, one that
   * a break leaves out has 0.
   */
  | { readonly kind: 'sum' | 'average' | 'min' | 'max' | 'multiply' }
  /** `score` when the group is accepted and has members that count, else 0. */
  | { readonly kind: 'all-or-nothing'; readonly score: number }
  /** `score` when every member has at least `threshold`, else 0. */
  | { readonly kind: 'threshold'; readonly threshold: number; readonly score: number }
  /** The lowest fraction of its members' maxima, of `score`: CMS GroupMin, 2025-09 min. */
  | { readonly kind: 'min-fraction'; readonly score: number }
  /** A program reads a line `VERDICT SCORE` for each member, and prints the group's. */
  | { readonly kind: 'custom'; readonly grader: Tool; readonly flags: readonly string[] };

/** What is known of a case once it is judged: what rules decide on. */
export interface CaseOutcome {
  readonly verdict: Verdict;
  /** What the checker gave: points, or a fraction of the case's maximum. Never both. */
  readonly score?: number;
  readonly fraction?: number;
}

/** A rule for pass-fail problems: the first verdict that is not AC, as the CLICS specification has it. */
export const PASS_FAIL: GroupRule = {
  onReject: 'break',
  verdict: 'first',
  acceptIfAny: false,
  ignore: [],
  score: { kind: 'none' },
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
};

/** What a case is worth where there are no scores. */
export const NO_SCORE: CaseScore = { accepted: 0, rejected: 0, byChecker: false, max: undefined };
