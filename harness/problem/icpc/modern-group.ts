import { NO_SCORE, PASS_FAIL } from '../../scoring/rules.js';
import { invalid, type Package } from '../package.js';
import type { GroupMember, TestGroup } from '../problem.js';
import type { CaseBook } from './case-book.js';
import type { CheckerMaker } from './checkers.js';
import { readGroupYaml } from './group-yaml.js';
import { type CaseSettings, casesBelow, overridden, readModernCase } from './modern-cases.js';
import { caseScoreIn, type GroupScoring, ruleOfCases, scoringFault } from './modern-rules.js';
import type { TestGroupYaml } from './modern-yaml.js';

/** What the reading of a package's test data depends on. */
export interface ModernData {
  readonly type: 'pass-fail' | 'scoring';
  readonly checkers: CheckerMaker;
  /** Whether the package has an output validator: only it can give scores. */
  readonly ownValidator: boolean;
  readonly constants: Readonly<Record<string, string>>;
}

/** What is being read, and the cases so far. */
export interface ModernReading extends ModernData {
  readonly from: Package;
  readonly book: CaseBook;
}

/** A folder of cases, and what decides how it is judged. */
export interface CasesFolder {
  /** Path below `data/`. */
  readonly name: string;
  readonly settings: CaseSettings;
  /** `undefined`: every case must be accepted, and there are no points. */
  readonly scoring: GroupScoring | undefined;
  readonly requires: readonly string[];
}

/** Nothing handed down yet. */
export const NO_SETTINGS: CaseSettings = { args: [], inputValidatorArgs: [], outputValidatorArgs: [] };

/** Reads a group of cases, at any depth below its folder. */
export async function readGroupOfCases(
  { from, book, checkers, ownValidator }: ModernReading,
  { name, settings, scoring, requires }: CasesFolder,
): Promise<TestGroup> {
  const fault = scoring && scoringFault(scoring, ownValidator);
  if (fault) throw invalid(from, `"data/${name}/test_group.yaml": ${fault}`);
  const files = await casesBelow(from, name);
  const score = scoring ? caseScoreIn(scoring, files.length) : NO_SCORE;
  const held = new Set<string>();
  const members: GroupMember[] = [];
  for (const each of files) {
    const known = book.add(await readModernCase(from, each, settings, checkers), held);
    held.add(known);
    members.push({ kind: 'case', name: known, score });
  }
  return { name, members, requires, rule: scoring ? ruleOfCases(scoring) : PASS_FAIL };
}

/** What `test_group.yaml` says of a folder of the test data. Pass-fail problems have no scores: then they are warned of. */
export async function readSettings(
  { from, type, constants }: ModernReading,
  name: string,
  above: CaseSettings,
): Promise<{ readonly yaml: TestGroupYaml; readonly settings: CaseSettings }> {
  const yaml = await readGroupYaml(from, `data/${name}`, constants);
  const scored = yaml.max_score ?? yaml.score_aggregation ?? yaml.require_pass[0];
  if (type === 'pass-fail' && scored !== undefined)
    from.warnings.push(
      `"data/${name}/test_group.yaml": scores and require_pass have no effect: the type is pass-fail`,
    );
  return { yaml, settings: overridden(above, yaml) };
}
