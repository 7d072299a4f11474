import { createToolShop } from '../judge/tool-shop.js';
import { prepareProblem } from '../prepare/prepare.js';
import type { Problem } from '../problem/problem.js';
import type { Report } from '../report.js';
import { validateGroups } from '../scoring/index.js';
import { lintAnswers } from './answers.js';
import { lintData } from './data.js';
import { lintExtraData } from './extra-data.js';
import { createFindings, type Findings, type LintReport } from './finding.js';
import { lintInputs } from './inputs.js';
import { lintLimits, lintUsage } from './limits.js';
import type { Linting, LintOptions } from './linting.js';
import { packageFault } from './package-fault.js';
import { lintSubmissions } from './submissions.js';

/**
 * Checks a problem as its authors should before they give it away: groups, limits and text files; every input by the
 * package's validators; every answer by its own checker; what the package says must be refused or accepted; and
 * every submission against what is expected of it. All its programs run in jails.
 *
 * @throws what the host is to blame for. What is wrong with the package is a finding.
 * @example
 * const { findings } = await lintProblem(await loadProblem('problems/aplusb'), { runner });
 */
export async function lintProblem(problem: Problem, options: LintOptions): Promise<LintReport> {
  const { signal } = options;
  const findings = createFindings();
  let verification: Report | undefined;
  try {
    verification = await lintAll(problem, options, findings);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  const { id, name } = problem;
  const status = signal?.aborted ? 'interrupted' : 'complete';
  return { id, name, status, findings: findings.list(), ...(verification && { verification }) };
}

async function lintAll(
  problem: Problem,
  options: LintOptions,
  findings: Findings,
): Promise<Report | undefined> {
  const { runner, signal } = options;
  lintModel(problem, findings);
  const prepared = await prepare(problem, options, findings);
  if (!prepared) return undefined;
  const tools = createToolShop({ runner, problem: prepared, signal });
  const linting: Linting = { problem: prepared, tools, findings, concurrency: runner.concurrency, signal };
  await lintData(linting);
  await lintInputs(linting);
  await lintAnswers(linting);
  await lintExtraData(linting);
  const verification = await lintSubmissions(linting, options);
  if (verification) lintUsage(prepared, verification, findings);
  return verification;
}

/** What can be seen without running anything. */
function lintModel(problem: Problem, findings: Findings): void {
  for (const warning of problem.warnings) findings.warning('problem', warning);
  const groups = validateGroups(problem);
  if (groups !== undefined) findings.error('groups', groups);
  if (problem.cases.length === 0) findings.error('problem', 'there is no test case');
  else if (problem.task.kind !== 'suite' && !problem.cases.some(({ sample }) => sample))
    findings.warning('problem', 'there is no sample');
  lintLimits(problem, findings);
}

/** `undefined`: its tests cannot be made, so nothing more can be told. */
async function prepare(
  problem: Problem,
  { runner, signal }: LintOptions,
  findings: Findings,
): Promise<Problem | undefined> {
  try {
    return await prepareProblem(problem, { runner, signal });
  } catch (error) {
    findings.error('generation', packageFault(error));
    return undefined;
  }
}
