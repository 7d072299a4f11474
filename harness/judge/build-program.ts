import { formatBytes, type Program } from '../../lib/index.js';
import type { SubmissionReport } from '../report.js';
import { type Submission, TEXT } from '../submission/submission.js';
import { explainCompile } from './explain.js';
import { hostFault, type Judging } from './judging.js';
import { compileLimits } from './limits.js';
import { applySourceRules } from './source-rules.js';

/** Why there is nothing to run. */
export type NotBuilt = Pick<SubmissionReport, 'verdict' | 'message'>;

/** Compiles a submission by the rules of the problem. @throws what is the caller's fault */
export function buildProgram(judging: Judging, submission: Submission): Promise<Program | NotBuilt> {
  return unlessFaulty(judging, async () => {
    const { files, main } = await applySourceRules(judging.problem, submission);
    const built = await judging.runner.compile({
      language: submission.language,
      files: [...files],
      main,
      compileLimits: compileLimits(judging.problem.limits),
      signal: judging.signal,
    });
    return built.status === 'compiled' ? built : { verdict: 'CE', message: explainCompile(built) };
  });
}

/** Why the problem does not take a submission, before anything of it is read; `undefined` when it does. */
export function refusalOf({ problem }: Judging, { files, language }: Submission): NotBuilt | undefined {
  const { limits, sources, task } = problem;
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (task.kind === 'output-only') return undefined;
  if (language === TEXT) return refused('has no source of a known language');
  if (sources.languages !== undefined && !sources.languages.includes(language))
    return refused(`The problem does not take ${language}: it takes ${sources.languages.join(', ')}`);
  if (bytes <= limits.codeBytes) return undefined;
  return refused(`The source has ${formatBytes(bytes)}, the problem allows ${formatBytes(limits.codeBytes)}`);
}

/** A fault of the host is JE; what was aborted is SK. */
export async function unlessFaulty<T>(
  { signal }: Judging,
  work: () => Promise<T | NotBuilt>,
): Promise<T | NotBuilt> {
  try {
    return await work();
  } catch (error) {
    const fault = hostFault(error);
    if (fault) return { verdict: 'JE', message: fault.message };
    if (signal.aborted) return { verdict: 'SK', message: '' };
    throw error;
  }
}

function refused(message: string): NotBuilt {
  return { verdict: 'CE', message };
}
