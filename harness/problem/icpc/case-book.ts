import type { Checker } from '../../checkers/checker.js';
import { invalid, type Package } from '../package.js';
import type { TestCase } from '../problem.js';
import { MAX_CASES } from '../usual.js';

/** The cases of a package, each once, however many groups it is in. */
export interface CaseBook {
  /** In the order in which they were added. */
  readonly cases: readonly TestCase[];
  /**
   * Adds a case to a group. What is the same as one before, i.e. symlinks to the same files, judged alike, is that one.
   *
   * @param group names that are in the group already: nothing is in a group twice
   * @returns the name under which the group holds it
   */
  add(testCase: TestCase, group: ReadonlySet<string>): string;
}

export function createCaseBook(from: Package): CaseBook {
  const cases: TestCase[] = [];
  const places = new Map<string, number>();
  const checkers = new Map<Checker, number>();
  return { cases, add };

  function add(testCase: TestCase, group: ReadonlySet<string>): string {
    const key = keyOf(testCase);
    const place = places.get(key);
    const known = place === undefined ? undefined : cases[place]!;
    if (known && !group.has(known.name)) {
      cases[place!] = withArgs(known, testCase);
      return known.name;
    }
    if (cases.length >= MAX_CASES) throw invalid(from, `it has more than ${MAX_CASES} cases`);
    places.set(key, cases.push(testCase) - 1);
    return testCase.name;
  }

  /** Of all that a judgement depends on. */
  function keyOf({ inputFile, answerFile, checker, args, files }: TestCase): string {
    if (!checkers.has(checker)) checkers.set(checker, checkers.size);
    return JSON.stringify([inputFile, answerFile, checkers.get(checker), args, files]);
  }
}

/** Groups often limit their inputs by arguments of their own: a case that is in several must be valid to each. */
function withArgs(known: TestCase, { inputValidatorArgs = [] }: TestCase): TestCase {
  return { ...known, inputValidatorArgs: [...(known.inputValidatorArgs ?? []), ...inputValidatorArgs] };
}
