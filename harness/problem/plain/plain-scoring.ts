import { NO_SCORE, PASS_FAIL } from '../../scoring/rules.js';
import { invalid, type Package } from '../package.js';
import type { CaseScore, GroupMember, TestGroup } from '../problem.js';
import type { PlainCase, PlainFolder } from './find-cases.js';
import type { PlainYaml } from './plain-yaml.js';

/** Folders as groups, and how they count. */
export interface PlainScoring {
  readonly type: 'pass-fail' | 'scoring';
  readonly root: TestGroup;
}

/**
 * Without `scoring` every case must pass. `per_case`: each case but samples has that many points, and they are
 * summed. `per_folder`: the points of a folder, directly in the problem's, when every case in it passes; folders
 * that are not named, and cases in none, have none.
 *
 * @throws BailiffError INVALID_PROBLEM for a folder that is not there
 */
export function plainScoring(
  from: Package,
  folder: PlainFolder,
  scoring: PlainYaml['scoring'],
): PlainScoring {
  if (!scoring) return { type: 'pass-fail', root: groupOf(folder, passFail) };
  if ('per_case' in scoring) {
    const score = (points: number): CaseScore => ({
      accepted: points,
      rejected: 0,
      byChecker: true,
      max: points,
    });
    return {
      type: 'scoring',
      root: groupOf(folder, (each) => score(each.sample ? 0 : scoring.per_case), SUM),
    };
  }
  return { type: 'scoring', root: byFolder(from, folder, new Map(Object.entries(scoring.per_folder))) };
}

const SUM = { ...PASS_FAIL, onReject: 'continue', score: { kind: 'sum' } } as const;
const NOTHING: CaseScore = { accepted: 0, rejected: 0, byChecker: false, max: 0 };
const passFail = (): CaseScore => NO_SCORE;

function byFolder(from: Package, folder: PlainFolder, points: ReadonlyMap<string, number>): TestGroup {
  const names = folder.folders.map(({ name }) => name);
  const unknown = [...points.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw invalid(from, `"problem.yaml" gives points to "${unknown}", which is no folder with cases`);
  const groups = folder.folders.map((each): GroupMember => {
    const rule = {
      ...PASS_FAIL,
      score: { kind: 'all-or-nothing', score: points.get(each.name) ?? 0 },
    } as const;
    return { kind: 'group', group: { ...groupOf(each, passFail), rule } };
  });
  const cases = folder.cases.map((each) => ({ kind: 'case', name: each.name, score: NOTHING }) as const);
  return { name: '', members: [...cases, ...groups], requires: [], rule: SUM };
}

/** A folder and those below it; samples come first, be they cases or folders. */
function groupOf(
  { name, cases, folders }: PlainFolder,
  scoreOf: (each: PlainCase) => CaseScore,
  rule: TestGroup['rule'] = PASS_FAIL,
): TestGroup {
  const members: GroupMember[] = [
    ...cases.map((each) => ({ kind: 'case', name: each.name, score: scoreOf(each) }) as const),
    ...folders.map((each) => ({ kind: 'group', group: groupOf(each, scoreOf, rule) }) as const),
  ];
  return { name, members: [...members].sort((a, b) => rank(b) - rank(a)), requires: [], rule };

  function rank(member: GroupMember): number {
    const name = member.kind === 'case' ? member.name : member.group.name;
    return Number(/(^|\/)(sample|example)[^/]*$/i.test(name));
  }
}
