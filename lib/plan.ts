import { posix } from 'node:path';
import type { z } from 'zod';
import {
  expandArgv,
  expandEnv,
  type StepRecipe,
  stepArgv,
  stepTokens,
  type Toolchain,
} from '../toolchains/index.js';
import { BailiffError } from './errors.js';
import type { StepFile } from './jail/step.js';
import { type JobLibraries, NO_LIBRARIES } from './libraries.js';
import type { Limits } from './limits.js';
import type { CompileOptions } from './options.js';
import { formatBytes } from './units.js';
import { jobFiles } from './workspace/files.js';

/** Sources in a language that is there, checked. */
export interface Job {
  readonly toolchain: Toolchain;
  readonly files: readonly StepFile[];
  /** Path of the entry source. */
  readonly main: string;
  readonly libraries: JobLibraries;
}

/** A command line and its environment, as the jail gets them. */
export interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What every program finds in its environment; recipes and callers add to it. */
const BASE_ENV = { PATH: '/usr/bin:/bin', HOME: '/box', LANG: 'C.UTF-8' } as const;

/**
 * The files of a job and its entry: `main`, else the recipe's own source name, else the first of the language.
 *
 * @throws BailiffError INVALID_OPTIONS, INVALID_PATH or TOO_LARGE
 */
export function planJob(
  toolchain: Toolchain,
  options: Pick<z.output<typeof CompileOptions>, 'code' | 'files' | 'main'>,
  libraries: JobLibraries = NO_LIBRARIES,
): Job {
  const { recipe } = toolchain;
  const { code, files: given, main } = options;
  if ((code === undefined) === (given === undefined)) {
    throw new BailiffError('INVALID_OPTIONS', `Cannot run ${recipe.title}: give either code or files`);
  }
  const files = jobFiles(given ?? [{ path: main ?? recipe.sourceName, content: code! }]);
  const isSource = (path: string) => recipe.extensions.includes(posix.extname(path));
  const entry =
    main ??
    files.find(({ path }) => path === recipe.sourceName)?.path ??
    files.find(({ path }) => isSource(path))?.path;
  if (entry === undefined || !files.some(({ path }) => path === entry)) {
    const wanted =
      main === undefined ? `a file ending in ${recipe.extensions.join(' or ')}` : JSON.stringify(main);
    throw new BailiffError('INVALID_OPTIONS', `Cannot run ${recipe.title}: no ${wanted} among the files`);
  }
  return { toolchain, files, main: entry, libraries };
}

/**
 * The command that compiles the job, its artifact left at its name below /box.
 *
 * @throws BailiffError INVALID_OPTIONS when the artifact has the name of something else in /in
 */
export function compileCommand(job: Job, limits: Limits): Command {
  const compile = job.toolchain.recipe.compile!;
  refuseTakenName(job, compile.artifact);
  return command(job, compile, limits, posix.join('/box', compile.artifact));
}

/**
 * The command that checks the job.
 *
 * @throws BailiffError INVALID_OPTIONS when the language has no check, or its tool cannot work within the limit; TOOLCHAIN_MISSING when its tool is not there
 */
export function checkCommand(job: Job, limits: Limits): Command {
  const { recipe, checker } = job.toolchain;
  if (!recipe.check) {
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot check ${recipe.title}: only TypeScript has a check apart from compiling`,
    );
  }
  if (limits.memoryBytes < recipe.check.memoryBytes) {
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot check ${recipe.title} within ${formatBytes(limits.memoryBytes)}: ${recipe.check.title} takes ${formatBytes(recipe.check.memoryBytes)} at least; raise compileLimits.memoryBytes`,
    );
  }
  if (checker !== undefined) return command(job, recipe.check, limits, undefined);
  throw new BailiffError(
    'TOOLCHAIN_MISSING',
    `Cannot check ${recipe.title}: ${recipe.check.title} is not installed; run: bailiff setup --toolchains ${recipe.name}`,
  );
}

/** The command that runs the job, with the program's own arguments and environment. */
export function runCommand(
  job: Job,
  limits: Limits,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Command {
  const { recipe } = job.toolchain;
  const artifact = recipe.compile && posix.join('/in', recipe.compile.artifact);
  const { argv, env: recipeEnv } = command(job, recipe.run, limits, artifact);
  return { argv: [...argv, ...args], env: { ...recipeEnv, ...env, ...searchPaths(job, env) } };
}

/** What the caller has on a search path comes before the libraries. */
function searchPaths({ libraries }: Job, env: Readonly<Record<string, string>>): Record<string, string> {
  const joined = Object.entries(libraries.paths).map(([name, path]) => [
    name,
    env[name] ? `${env[name]}:${path}` : path,
  ]);
  return Object.fromEntries(joined) as Record<string, string>;
}

/** The command of a bare argv. */
export function bareCommand(
  argv: readonly string[],
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Command {
  return { argv: [...argv, ...args], env: { ...BASE_ENV, ...env } };
}

/** The limits in force in the jail: the program's, and what its runtime needs beyond. */
export function withRuntimeNeeds(limits: Limits, toolchain: Toolchain): Limits {
  return { ...limits, memoryBytes: limits.memoryBytes + (toolchain.recipe.needs?.extraMemoryBytes ?? 0) };
}

function refuseTakenName({ toolchain }: Job, artifact: string): void {
  const [name] = artifact.split('/');
  if (name !== 'stdin' && name !== 'files') return;
  throw new BailiffError(
    'INVALID_OPTIONS',
    `Cannot compile ${toolchain.recipe.title}: the artifact "${artifact}" of its recipe has a name that jails use for inputs; give it another`,
  );
}

function command(job: Job, step: StepRecipe, limits: Limits, artifact: string | undefined): Command {
  const { toolchain, files, main } = job;
  const sources = files
    .map(({ path }) => path)
    .filter((path) => toolchain.recipe.extensions.includes(posix.extname(path)))
    .map((path) => posix.join('/box', path));
  const { memoryBytes } = limits;
  const tokens = stepTokens(toolchain, { main: posix.join('/box', main), sources, memoryBytes, artifact });
  return {
    argv: expandArgv(stepArgv(step, toolchain), tokens),
    env: { ...BASE_ENV, ...expandEnv(step.env ?? {}, tokens), ...job.libraries.env },
  };
}
