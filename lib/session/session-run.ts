import type { z } from 'zod';
import { compileJob } from '../compile.js';
import { BailiffError } from '../errors.js';
import type { Job } from '../plan.js';
import { planJobRun } from '../program.js';
import type { CompileFailed, StepResult } from '../result.js';
import type { RunnerParts } from '../runner.js';
import { encoded } from '../runner.js';
import { stepResult } from '../step-result.js';
import type { ActiveSession } from './active.js';
import { folderOf, inWorkspace, WORKSPACE } from './environment.js';
import { EXEC_LIMITS, type SessionRunOptions } from './options.js';

/**
 * `run()` in a session: sources in /box of a jail of their own, as ever, and the workspace as the folder that the
 * program starts in, its HOME, and the place of its modules.
 *
 * @throws as `run()`
 */
export async function runInSession(
  parts: RunnerParts,
  active: ActiveSession,
  env: Readonly<Record<string, string>>,
  options: z.output<typeof SessionRunOptions>,
): Promise<StepResult<string | Buffer> | CompileFailed | CompileFailed<Buffer>> {
  const { engine, share, ceilings } = parts;
  const { code, files, main, compileLimits, check, cwd = WORKSPACE, ...rest } = options;
  const language = options.language ?? active.meta.language;
  if (language === undefined)
    throw new BailiffError(
      'INVALID_OPTIONS',
      'Cannot run in a session: neither the call nor the session names a language',
    );
  const libraries = rest.libraries ?? (options.language === undefined ? active.meta.libraries : undefined);
  const sources = { language, code, files, main, libraries, compileLimits, check, signal: rest.signal };
  const compiled = await compileJob(engine, share, sources, ceilings);
  if (compiled.status === 'compile-failed') return encoded(compiled, rest.encoding);
  const { recipe } = compiled.job.toolchain;
  const job: Job = { ...compiled.job, libraries: inWorkspace(recipe.name, compiled.job.libraries, env) };
  const { boxBytes, boxInodes } = { ...EXEC_LIMITS, ...active.meta.limits };
  const { language: _, libraries: __, ...how } = rest;
  const limited = { ...how, limits: { ...rest.limits, boxBytes, boxInodes } };
  const planned = await planJobRun({ engine, job, artifact: compiled.artifact }, limited, ceilings);
  const { step, place, context } = planned;
  const report = await active.run({ ...step, cwd: folderOf(cwd) }, place, rest.signal);
  return stepResult(report, context);
}
