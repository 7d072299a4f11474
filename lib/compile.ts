import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { z } from 'zod';
import type { Engine } from './engine.js';
import { BailiffError } from './errors.js';
import type { StepPlace } from './in-cells.js';
import type { Artifact } from './jail/step.js';
import { COMPILE_LIMITS, type Limits, resolveLimits } from './limits.js';
import type { CompileOptions } from './options.js';
import { type Command, checkCommand, compileCommand, type Job, planJob, withRuntimeNeeds } from './plan.js';
import type { ArtifactFile } from './program-entry.js';
import type { ProgramStore } from './program-store.js';
import type { CompileFailed, StepResult } from './result.js';
import type { SharedWork } from './shared-work.js';
import { stepResult } from './step-result.js';

/** A job that can be run, or why it cannot. */
export type Compiled =
  | { readonly status: 'compiled'; readonly job: Job; readonly artifact?: ArtifactSource }
  | CompileFailed;

/** The artifact of a job, which is compiled again when it went from the store or was changed there. */
export interface ArtifactSource {
  /** To be asked before each use. @throws BailiffError STORAGE_FAILED when it cannot be had any more */
  current(signal: AbortSignal | undefined): Promise<Artifact>;
}

/** Compilations that are going on, so that equal sources are compiled once. */
export type Compilations = SharedWork<Artifact | CompileFailed>;

/** Plans a job and brings its artifact: from the store, from a compilation that is going on, or by compiling. */
export async function compileJob(
  engine: Engine,
  share: Compilations,
  options: z.output<typeof CompileOptions>,
  ceilings: Limits,
): Promise<Compiled> {
  const { toolbox, programs } = await engine.resources();
  const toolchain = await toolbox.pick(options.language);
  const wanted = { named: options.libraries, usual: engine.libraries };
  const job = planJob(toolchain, options, await toolbox.libraries(toolchain, wanted));
  const limits = resolveLimits(options.compileLimits ?? {}, COMPILE_LIMITS, ceilings);
  const roots = [...toolbox.extraRoots(toolchain), ...job.libraries.roots];
  const bringer = (command: Command, artifact: string | undefined) => {
    const key = keyOf(job, command, artifact, limits);
    const compilation = { job, command, artifact, limits, roots };
    return (asker: AbortSignal | undefined) =>
      share(key, asker, (signal) => build(engine, programs, key, { ...compilation, signal }));
  };
  if (options.check) {
    const checked = await bringer(checkCommand(job, limits), undefined)(options.signal);
    if ('status' in checked) return checked;
  }
  if (!toolchain.recipe.compile) return { status: 'compiled', job };
  const bring = bringer(compileCommand(job, limits), toolchain.recipe.compile.artifact);
  const built = await bring(options.signal);
  return 'status' in built
    ? built
    : { status: 'compiled', job, artifact: artifactSource(built, programs, bring) };
}

function artifactSource(
  first: Artifact,
  programs: ProgramStore,
  bring: (signal: AbortSignal | undefined) => Promise<Artifact | CompileFailed>,
): ArtifactSource {
  let latest = first;
  return {
    current: async (signal) => {
      if (programs.holds(latest)) return latest;
      const built = await bring(signal);
      if ('status' in built) {
        throw new BailiffError(
          'STORAGE_FAILED',
          `Cannot run a program that went from "${programs.folder}": it did not compile again (${built.compile.status})`,
        );
      }
      latest = built;
      return latest;
    },
  };
}

interface Compilation {
  readonly job: Job;
  readonly command: Command;
  /** Of a check there is none: that it has passed is kept as a program without files. */
  readonly artifact: string | undefined;
  readonly limits: Limits;
  readonly roots: StepPlace['roots'];
  readonly signal: AbortSignal;
}

async function build(
  engine: Engine,
  programs: ProgramStore,
  key: string,
  compilation: Compilation,
): Promise<Artifact | CompileFailed> {
  const kept = await programs.get(key);
  if (kept) return kept;
  const { job, command, artifact, limits, roots, signal } = compilation;
  const inForce = withRuntimeNeeds(limits, job.toolchain);
  const step = {
    ...command,
    files: job.files,
    stdin: { kind: 'empty' as const },
    limits: inForce,
    collect: artifact === undefined ? [] : [artifact],
  };
  const report = await engine.run(step, { loopback: false, roots }, signal);
  const result = stepResult(report, { argv: command.argv, limits, encoding: 'utf8' }) as StepResult;
  if (!result.ok) return compileFailed(result);
  const files = artifact === undefined ? [] : artifactOf(result, artifact);
  return files
    ? programs.put(key, files)
    : compileFailed({ ...result, stderr: `${result.stderr}bailiff: the compiler left no "${artifact}"\n` });
}

function artifactOf(result: StepResult, artifact: string): ArtifactFile[] | undefined {
  const files: ArtifactFile[] = [];
  for (const [path, file] of Object.entries(result.files)) {
    if (file.state !== 'ok') return undefined;
    files.push({ path, content: file.content, mode: file.mode & 0o111 ? 0o555 : 0o444 });
  }
  return files.length > 0 && (artifact.endsWith('/') || files[0]!.path === artifact) ? files : undefined;
}

function compileFailed(compile: StepResult): CompileFailed {
  const { stdout, stderr, truncated, usage, limits, enforcement } = compile;
  return {
    status: 'compile-failed',
    ok: false,
    compile,
    stdout,
    stderr,
    truncated,
    usage,
    limits,
    enforcement,
    files: {},
  };
}

/** All that decides what comes out: the toolchain's files are known by its version and the command's own stamp. */
function keyOf(job: Job, command: Command, artifact: string | undefined, limits: Limits): string {
  const { recipe, version, command: tool, system = '' } = job.toolchain;
  const { size, mtimeMs } = statSync(`${system}${tool}`);
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      '2',
      process.arch,
      recipe.name,
      version,
      ...[system, tool, size, mtimeMs],
      command.argv,
      command.env,
      artifact ?? 'check',
      job.libraries.roots,
      limits,
    ]),
  );
  for (const { path, mode, content } of job.files)
    hash.update(`\0${path}\0${mode}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}
