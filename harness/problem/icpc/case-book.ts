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
  const names = new Map<string, string>();
  const checkers = new Map<Checker, number>();
  return { cases, add };

  function add(testCase: TestCase, group: ReadonlySet<string>): string {
    const key = keyOf(testCase);
    const known = names.get(key);
    if (known !== undefined && !group.has(known)) return known;
    if (cases.length >= MAX_CASES) throw invalid(from, `it has more than ${MAX_CASES} cases`);
    cases.push(testCase);
    names.set(key, testCase.name);
    return testCase.name;
  }

  /** Of all that a judgement depends on. */
  function keyOf({ inputFile, answerFile, checker, args, files, inputValidatorArgs }: TestCase): string {
    if (!checkers.has(checker)) checkers.set(checker, checkers.size);
    return JSON.stringify([inputFile, answerFile, checkers.get(checker), args, files, inputValidatorArgs]);
  }
}
