import type { StepResult } from '../../lib/index.js';
import { explainEnd } from '../judge/explain.js';
import type { CaseReport } from '../report.js';
import type { Verdict } from '../verdict.js';
import type { TestResult } from './test-results.js';

/** How the processes of a suite ended; in the level `same-process` both are one. */
export interface SuiteEnding {
  readonly tests: StepResult<Buffer>;
  readonly submission: StepResult<Buffer>;
}

/**
 * What a test says of the submission. Passed is AC, a failed assertion WA, any other error RTE; a test that was
 * skipped is not passed. Without a complete report no test is passed: then it counts how the processes ended. CPU time
 * and memory are those of the whole run: all tests share one.
 */
export function verdictOfTest(
  results: ReadonlyMap<string, TestResult> | undefined,
  id: string,
  ending: SuiteEnding,
): Pick<CaseReport, 'verdict' | 'message' | 'usage'> {
  const result = results?.get(id);
  const { cpuMs, wallMs, memoryBytes } = ending.submission.usage;
  const usage = { cpuMs, wallMs: result?.ms ?? wallMs, memoryBytes };
  if (!result)
    return {
      verdict: verdictOfEnding(ending),
      message: results ? 'the test did not run' : silence(ending),
      usage,
    };
  switch (result.state) {
    case 'passed':
      return { verdict: 'AC', message: '', usage };
    case 'failed':
      return { verdict: 'WA', message: result.message, usage };
    case 'error': // the one that the submission did not come back from bears its limit
      return {
        verdict: ending.submission.status === 'limit-exceeded' ? verdictOfEnding(ending) : 'RTE',
        message: result.message,
        usage,
      };
    case 'skipped':
      return { verdict: 'WA', message: `skipped: ${result.message}`, usage };
    default:
      return result.state satisfies never;
  }
}

function verdictOfEnding({ tests, submission }: SuiteEnding): Verdict {
  const ended = submission.status === 'limit-exceeded' ? submission : tests;
  if (ended.status !== 'limit-exceeded') return 'RTE';
  return { cpu: 'TLE', wall: 'TLE', memory: 'MLE', output: 'OLE' }[ended.limit] as Verdict;
}

/** Of the two, the submission's process says why, unless it ended well. */
function silence({ tests, submission }: SuiteEnding): string {
  const ended = submission.ok ? tests : submission;
  return `the tests left no complete report: the program ${explainEnd(ended)}`;
}
