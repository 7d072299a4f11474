import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findSubmissions, type GradeEvent, grade, loadProblem } from '../../harness/index.js';
import { BailiffError, type Runner } from '../../lib/index.js';
import { QUICK, VALIDATOR } from './programs.js';

/** What is graded: equal submissions in C to a problem that any of them solves. */
export interface BatchShape {
  readonly cases: number;
  readonly submissions: number;
  /** The sources of each. @default the least that solves it */
  readonly program?: string;
  /** By a program of the problem's, rather than by the default checker. @default false */
  readonly validator?: boolean;
}

/** A problem and its submissions on disk, gone when disposed of. */
export interface Batch extends AsyncDisposable {
  readonly problem: string;
  readonly submissions: string;
}

export type CaseFinished = Extract<GradeEvent, { type: 'case-finished' }>;

export interface GradeBatchOptions {
  readonly runner: Runner;
  readonly signal?: AbortSignal;
  readonly onCase: (event: CaseFinished) => void;
}

const DISTINCT_INPUTS = 8; // what a cache of inputs is for

/** Writes the batch below the temporary folder. No two submissions have the same text, nor those of two batches. */
export async function writeBatch(shape: BatchShape): Promise<Batch> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-bench-'));
  for (const [path, content] of batchFiles(shape, randomUUID())) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return {
    problem: join(folder, 'doubling'),
    submissions: join(folder, 'submissions'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A package in the legacy ICPC format, and submissions. Pure. */
export function* batchFiles(shape: BatchShape, nonce: string): Generator<readonly [path: string, string]> {
  const { cases, submissions, program = QUICK, validator = false } = shape;
  const validation = validator ? 'validation: custom\n' : '';
  yield ['doubling/problem.yaml', `name: Doubling\n${validation}limits:\n  memory: 256\n`];
  yield ['doubling/.timelimit', '10\n'];
  if (validator) yield ['doubling/output_validators/equal/equal.c', VALIDATOR];
  for (let i = 0; i < cases; i++) {
    const name = `doubling/data/secret/${String(i).padStart(6, '0')}`;
    const n = 1 + (i % DISTINCT_INPUTS);
    yield [`${name}.in`, `${n}\n`];
    yield [`${name}.ans`, `${2 * n}\n`];
  }
  for (let i = 0; i < submissions; i++)
    yield [`submissions/s${String(i).padStart(6, '0')}.c`, `/* ${nonce} ${i} */\n${program}`];
}

/**
 * Grades the batch, as `bailiff grade` does, without a report in memory.
 *
 * @returns the wall time from the first look at the submissions to the end.
 * @throws BailiffError when a case is not AC: what does not work is fast.
 */
export async function gradeBatch(batch: Batch, options: GradeBatchOptions): Promise<number> {
  const { runner, signal, onCase } = options;
  const problem = await loadProblem(batch.problem);
  const startedAt = performance.now();
  const submissions = await findSubmissions([batch.submissions]);
  let failure: string | undefined;
  const failed = new AbortController();
  const fail = (what: string) => {
    failure ??= what;
    failed.abort();
  };
  const onEvent = (event: GradeEvent) => {
    if (event.type === 'submission-finished' && event.report.verdict !== 'AC')
      fail(`${event.report.name} is ${event.report.verdict}: ${event.report.message}`);
    if (event.type !== 'case-finished') return;
    const { name, verdict, message } = event.result;
    if (verdict === 'AC') onCase(event);
    else fail(`${event.submission} is ${verdict} on ${name}: ${message}`);
  };
  const until = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  await grade({ problem, submissions, runner, signal: until, collect: false, onEvent });
  signal?.throwIfAborted();
  if (failure === undefined) return performance.now() - startedAt;
  throw new BailiffError('HOST_UNSUPPORTED', `Cannot measure grading: ${failure}; run: bailiff doctor`);
}
