import type { z } from 'zod';
import type { ArtifactSource } from './compile.js';
import type { Engine } from './engine.js';
import { BailiffError } from './errors.js';
import type { PlacedStep, StepPlace } from './in-cells.js';
import type { Step } from './jail/step.js';
import { type Limits, RUN_LIMITS, resolveLimits } from './limits.js';
import { ProgramRunOptions } from './options.js';
import { parse } from './parse.js';
import { PLAIN_PROGRAM_RUN } from './plain-options.js';
import { type Command, type Job, runCommand, withRuntimeNeeds } from './plan.js';
import type { StepResult } from './result.js';
import { type StepContext, stepResult } from './step-result.js';
import { jobFiles } from './workspace/files.js';
import { stepInputs } from './workspace/inputs.js';
import { checkPath } from './workspace/paths.js';
import { stepStdin } from './workspace/stdin.js';

const REMOVED_TRIES = 5; // others may trim the cache as fast as it is filled

type Buffered = { encoding: 'buffer' };

/** A program that is built: each `run()` is a fresh jail. */
export interface Program {
  readonly status: 'compiled';
  /** Canonical name of the language. */
  readonly language: string;
  /** Version of the toolchain, as the tool says. */
  readonly version: string;
  /**
   * Runs it once.
   *
   * @throws BailiffError for what the caller or the host did wrong; `signal.reason` when cancelled
   */
  run(options: ProgramRunOptions & Buffered): Promise<StepResult<Buffer>>;
  run(options?: ProgramRunOptions): Promise<StepResult>;
}

/** What a program is made of. */
export interface Built {
  readonly engine: Engine;
  readonly job: Job;
  readonly artifact: ArtifactSource | undefined;
}

const builds = new WeakMap<Program, Built>();

/** What a program of {@link makeProgram} is made of; undefined for anything else. */
export function buildOf(program: Program): Built | undefined {
  return builds.get(program);
}

export function makeProgram(
  engine: Engine,
  job: Job,
  artifact: ArtifactSource | undefined,
  ceilings: Limits,
): Program {
  const { recipe, version } = job.toolchain;
  const run = async (given: ProgramRunOptions = {}) => {
    const options = parse(ProgramRunOptions, given, 'the options of program.run()', PLAIN_PROGRAM_RUN);
    return runJob(engine, job, artifact, options, ceilings);
  };
  const program: Program = {
    status: 'compiled',
    language: recipe.name,
    version,
    run: run as Program['run'],
  };
  builds.set(program, { engine, job, artifact });
  return program;
}

/** Runs a job whose artifact, if its language has one, is there. */
export async function runJob(
  engine: Engine,
  job: Job,
  artifact: ArtifactSource | undefined,
  options: z.output<typeof ProgramRunOptions>,
  ceilings: Limits,
): Promise<StepResult<string | Buffer>> {
  let planned = await planJobRun({ engine, job, artifact }, options, ceilings);
  for (let left = REMOVED_TRIES; ; left--) {
    try {
      return await runPlanned(engine, planned, options.signal);
    } catch (error) {
      if (left === 0) throw error;
      planned = await replaced(error, planned, artifact, options.signal);
    }
  }
}

/** The same run of an artifact that was removed on its way into the jail. @throws `error` when it is another fault */
async function replaced(
  error: unknown,
  planned: PlannedRun,
  source: ArtifactSource | undefined,
  signal: AbortSignal | undefined,
): Promise<PlannedRun> {
  if (!source || !(error instanceof BailiffError) || error.code !== 'STORAGE_FAILED') throw error;
  const artifact = await source.current(signal);
  if (artifact === planned.step.artifact) throw error;
  return { ...planned, step: { ...planned.step, artifact } };
}

/** A run of a job that is ready for its jail. */
export async function planJobRun(
  { engine, job, artifact }: Built,
  options: z.output<typeof ProgramRunOptions>,
  ceilings: Limits,
): Promise<PlannedRun> {
  const { toolchain } = job;
  const limits = resolveLimits(options.limits ?? {}, RUN_LIMITS, ceilings);
  const { args = [], env = {} } = options;
  const inForce = withRuntimeNeeds(limits, toolchain);
  const files = options.files ? jobFiles([...job.files, ...options.files]) : job.files;
  const { toolbox } = await engine.resources();
  return planStep(runCommand(job, limits, args, env), options, {
    limits,
    inForce,
    files,
    artifact: await artifact?.current(options.signal),
    warm: engine.warmStarts({ job, files, args, env, limits, inForce }),
    roots: [...toolbox.extraRoots(toolchain), ...job.libraries.roots],
    memoryMarker: toolchain.recipe.memoryMarker,
  });
}

interface StepParts extends Pick<Step, 'files' | 'artifact'> {
  /** As asked, for the result. */
  readonly limits: Limits;
  /** In the jail. */
  readonly inForce: Limits;
  readonly roots: StepPlace['roots'];
  readonly warm?: StepPlace['warm'];
  readonly memoryMarker?: RegExp;
}

/** A run step that is ready for a jail, and what its result is to say. */
export interface PlannedRun extends PlacedStep {
  readonly context: StepContext;
}

/** The run step that programs and bare commands share. */
export async function runStep(
  engine: Engine,
  command: Command,
  options: z.output<typeof ProgramRunOptions>,
  parts: StepParts,
): Promise<StepResult<string | Buffer>> {
  return await runPlanned(engine, await planStep(command, options, parts), options.signal);
}

async function runPlanned(
  engine: Engine,
  { step, place, context }: PlannedRun,
  signal: AbortSignal | undefined,
): Promise<StepResult<string | Buffer>> {
  return stepResult(await engine.run(step, place, signal), context);
}

async function planStep(
  { argv, env }: Command,
  options: z.output<typeof ProgramRunOptions>,
  parts: StepParts,
): Promise<PlannedRun> {
  const { onStdout, onStderr, loopback = false, encoding = 'utf8' } = options;
  const { files, artifact, roots, warm, limits, inForce, memoryMarker } = parts;
  const collect = (options.collect ?? []).map(
    (path) => `${checkPath(path.replace(/\/$/, ''), 'collect')}${path.endsWith('/') ? '/' : ''}`,
  );
  const inputs = options.inputs && (await stepInputs(options.inputs));
  const stdin = await stepStdin(options.stdin);
  const limited = { limits: inForce, collect, artifact, onStdout, onStderr };
  const step: Step = { argv, env, files, stdin, inputs, ...limited };
  return { step, place: { loopback, roots, warm }, context: { argv, limits, encoding, memoryMarker } };
}
