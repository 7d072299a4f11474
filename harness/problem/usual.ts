import type { Checker } from '../checkers/checker.js';
import type { ProblemLimits, SourceRules, TestCase, TestGroup } from './problem.js';

const KiB = 2 ** 10;
const MiB = 2 ** 20;

/** Limits for formats that say only some of them. */
export const USUAL_LIMITS: ProblemLimits = {
  memoryBytes: 256 * MiB,
  outputBytes: 64 * MiB,
  codeBytes: 256 * KiB,
  compileMs: 60_000,
  compileMemoryBytes: 2_048 * MiB,
  validationMs: 60_000,
  validationMemoryBytes: 2_048 * MiB,
  validationOutputBytes: 64 * MiB,
  timeFactors: {},
};

/** Nothing is put to a submission's sources, and every language may be handed in. */
export const NO_SOURCE_RULES: SourceRules = {
  include: {},
  prepend: {},
  append: {},
  languages: undefined,
  constants: {},
};

/** Most cases that a problem may have. */
export const MAX_CASES = 10_000;

/** Largest input or answer, bytes. */
export const MAX_DATA_BYTES = 2 ** 30;

/** A case of a format that knows nothing but names, inputs, answers and samples. */
export function simpleCase(
  given: Pick<TestCase, 'name' | 'inputFile' | 'answerFile' | 'sample'> & { readonly checker: Checker },
): TestCase {
  return { ...given, args: [], files: [], description: '', hint: '' };
}

/** Puts cases into the order in which a problem's groups hold them: groups are judged one after another. */
export function inGroupOrder(root: TestGroup, cases: readonly TestCase[]): readonly TestCase[] {
  const byName = new Map(cases.map((each) => [each.name, each]));
  const namesIn = (group: TestGroup): readonly string[] =>
    group.members.flatMap((member) => (member.kind === 'case' ? [member.name] : namesIn(member.group)));
  return namesIn(root).map((name) => byName.get(name)!);
}

/** The default checker of the ICPC format, without flags. */
export const DEFAULT_CHECKER: Checker = {
  kind: 'default',
  caseSensitive: false,
  spaceChangeSensitive: false,
  absoluteTolerance: undefined,
  relativeTolerance: undefined,
};

/** An interactor without a checker decides alone: any output of it is right. */
export const ANY_OUTPUT: Checker = { kind: 'regex', pattern: '[\\s\\S]*', flags: '' };
