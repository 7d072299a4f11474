import type { GroupRule } from '../scoring/rules.js';

/** Cases and groups that are judged together. A case may be in several groups. */
export interface TestGroup {
  /** Unique: in packages the path below `data/`; empty for the root. */
  readonly name: string;
  readonly members: readonly GroupMember[];
  /** Names of groups that must be accepted, else this one is not run, and not accepted with a score of 0. */
  readonly requires: readonly string[];
  readonly rule: GroupRule;
}

export type GroupMember =
  | { readonly kind: 'case'; readonly name: string; readonly score: CaseScore }
  | { readonly kind: 'group'; readonly group: TestGroup };

/** What a case is worth in a group. */
export interface CaseScore {
  /** Of an accepted case whose checker gives none; `undefined`: then its checker must give one. */
  readonly accepted: number | undefined;
  readonly rejected: number;
  /** Whether a checker may give a score. Where it may not and does, the case is JE. */
  readonly byChecker: boolean;
  /** A score above it is JE; a checker's fraction is of it. `undefined`: unbounded. */
  readonly max: number | undefined;
}
