import type { ToolShop } from '../judge/tool-shop.js';
import type { TestCase } from '../problem/problem.js';
import { checkBuiltin } from './builtin.js';
import type { Checker, CheckResult } from './checker.js';
import { checkByFunction } from './function-checker.js';
import { checkBySpj } from './spj.js';
import { checkByTestlib } from './testlib.js';
import { checkByValidator } from './validator.js';

/** An output, and the case that it is judged by. */
export interface Check {
  readonly testCase: Pick<TestCase, 'name' | 'inputFile' | 'answerFile' | 'checker'>;
  readonly output: Buffer;
  readonly signal?: AbortSignal;
}

/**
 * Judges an output by the checker of its test case. What is wrong with the checker is a JE that names it.
 *
 * @throws what the host is to blame for; the signal's reason
 */
export function check(tools: ToolShop, asked: Check): Promise<CheckResult> {
  return checkBy(tools, asked.testCase.checker, asked);
}

async function checkBy(tools: ToolShop, checker: Checker, asked: Check): Promise<CheckResult> {
  const { testCase, output, signal } = asked;
  const { name, inputFile: input, answerFile: answer } = testCase;
  const { data } = tools;
  switch (checker.kind) {
    case 'validator':
      return checkByValidator(tools, { ...checker, input, answer, output, signal });
    case 'testlib':
      return checkByTestlib(tools, { ...checker, input, answer, output, signal });
    case 'spj':
      return checkBySpj(tools, { ...checker, args: [], input, answer, output, signal });
    case 'all':
      return checkByAll(tools, checker.checkers, asked);
    case 'function':
      return checkByFunction(
        checker,
        { name, output, input: await data.read(input), answer: await data.read(answer) },
        tools.wallMs,
      );
    default:
      return checkBuiltin(checker, { input: NOT_READ, output, answer: await data.read(answer) });
  }
}

const NOT_READ = Buffer.alloc(0); // what the library's checkers say does not depend on the input

/** The first that does not accept decides; else what any of them gave as a score. */
async function checkByAll(tools: ToolShop, checkers: readonly Checker[], asked: Check): Promise<CheckResult> {
  let all: CheckResult = { verdict: 'AC', message: '' };
  for (const checker of checkers) {
    const said = await checkBy(tools, checker, asked);
    if (said.verdict !== 'AC' && said.verdict !== 'PAC') return said;
    all = { ...all, ...given(said), message: all.message || said.message };
  }
  return all;
}

function given({ verdict, teamMessage, score, fraction }: CheckResult): Omit<CheckResult, 'message'> {
  return {
    verdict,
    ...(teamMessage !== undefined && { teamMessage }),
    ...(score !== undefined && { score }),
    ...(fraction !== undefined && { fraction }),
  };
}
