import type { Checker } from '../../checkers/checker.js';
import { invalid, type Package } from '../package.js';
import type { Generation, TestCase } from '../problem.js';
import { MAX_CASES, simpleCase } from '../usual.js';
import { splitCommand } from './command-line.js';
import type { PolygonTest, PolygonTestset } from './description.js';
import { fileOf } from './files.js';

/** The cases of a testset in order, and what of them has to be made. */
export interface PolygonCases {
  readonly cases: readonly TestCase[];
  readonly inputs: Readonly<Record<string, { readonly tool: string; readonly args: readonly string[] }>>;
  readonly answers: Generation['answers'];
}

/**
 * Finds inputs and answers of a testset. A case is named by the path of its input, e.g. `tests/01`.
 *
 * @throws BailiffError INVALID_PROBLEM for a manual test that is not there, and a command that cannot be followed
 */
export async function findTests(
  from: Package,
  testset: PolygonTestset,
  checker: Checker,
): Promise<PolygonCases> {
  const { tests } = testset;
  if (tests.length === 0) throw invalid(from, `"problem.xml" has no test in testset "${testset.name}"`);
  if (tests.length > MAX_CASES) throw invalid(from, `"problem.xml" has more than ${MAX_CASES} tests`);
  const cases: TestCase[] = [];
  const inputs: Record<string, { tool: string; args: readonly string[] }> = {};
  const answers: string[] = [];
  for (const [index, test] of tests.entries()) {
    const name = pathAt(from, testset.inputPattern, index + 1);
    const input = await fileOf(from, name);
    const answer = await fileOf(from, pathAt(from, testset.answerPattern, index + 1));
    if (!input) inputs[name] = generatorOf(from, name, test);
    if (!answer) answers.push(name);
    const files = { inputFile: input?.path, answerFile: answer?.path };
    cases.push({
      ...simpleCase({ name, ...files, sample: test.sample, checker }),
      description: test.description,
    });
  }
  return { cases, inputs, answers };
}

/** What printf makes of a pattern such as `tests/%02d`. */
function pathAt(from: Package, pattern: string, number: number): string {
  const parts = /^([^%]*)%(0?)(\d?)d([^%]*)$/.exec(pattern);
  if (!parts)
    throw invalid(
      from,
      `"problem.xml" has the path pattern ${JSON.stringify(pattern)}: must be like tests/%02d`,
    );
  const [, before, zero, width, after] = parts;
  return `${before}${String(number).padStart(Number(width || 0), zero || ' ')}${after}`;
}

function generatorOf(
  from: Package,
  name: string,
  test: PolygonTest,
): { tool: string; args: readonly string[] } {
  const fault = (why: string) => invalid(from, `"problem.xml" line ${test.line}: ${why}`);
  if (!test.generated) throw fault(`"${name}" is not there, and no generator makes it`);
  if (test.fromFile !== undefined)
    throw fault(`"${name}" is one of several files that a generator writes: export the full package`);
  const words = splitCommand(test.command);
  if (typeof words === 'string')
    throw fault(`the command ${JSON.stringify(test.command)} ${words}: export the full package`);
  const [tool, ...args] = words;
  if (tool === undefined) throw fault(`"${name}" is generated, but has no command`);
  return { tool, args };
}
