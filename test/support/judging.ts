import { join } from 'node:path';
import type { Checker, Tool } from '../../harness/checkers/checker.js';
import { judgeSubmission } from '../../harness/judge/judge-submission.js';
import type { Judging } from '../../harness/judge/judging.js';
import { createPool } from '../../harness/judge/pool.js';
import { createToolShop } from '../../harness/judge/tool-shop.js';
import type {
  Problem,
  ProblemLimits,
  SourceRules,
  TestCase,
  TestGroup,
} from '../../harness/problem/problem.js';
import { DEFAULT_CHECKER, simpleCase } from '../../harness/problem/usual.js';
import type { SubmissionReport } from '../../harness/report.js';
import { NO_SCORE, PASS_FAIL } from '../../harness/scoring/rules.js';
import { findEntry } from '../../harness/submission/entry.js';
import { type Submission, TEXT } from '../../harness/submission/submission.js';
import { decideVerdict } from '../../harness/verdict.js';
import { createRunner } from '../../lib/index.js';
import { type TestFolder, writeFolder } from './problem-package.js';

const MiB = 2 ** 20;

/** A case of a problem that is made in memory: texts instead of files. */
export interface CaseSketch extends Partial<Omit<TestCase, 'name' | 'inputFile' | 'answerFile'>> {
  readonly input?: string;
  readonly answer?: string;
}

/** A problem that is made in memory; what is left out is as plain as can be. */
export interface ProblemSketch extends Partial<Omit<Problem, 'cases' | 'limits' | 'sources'>> {
  readonly cases: Readonly<Record<string, CaseSketch>>;
  readonly checker?: Checker;
  readonly limits?: Partial<ProblemLimits>;
  readonly sources?: Partial<SourceRules>;
}

/** How it is judged, and under which time limit. */
export type JudgingSketch = Partial<Judging> & { readonly timeMs?: number; readonly places?: number };

const LIMITS: ProblemLimits = {
  memoryBytes: 256 * MiB,
  outputBytes: 8 * MiB,
  codeBytes: 128 * 1_024,
  compileMs: 60_000,
  compileMemoryBytes: 2_048 * MiB,
  validationMs: 2_000,
  validationMemoryBytes: 256 * MiB,
  validationOutputBytes: 8 * MiB,
  timeFactors: {},
};

/** Test data and programs in a folder, judged by the real judge in real jails. */
export class JudgeRoom implements AsyncDisposable {
  readonly runner = createRunner({ concurrency: 2 });
  readonly #folders: TestFolder[] = [];

  /** A tool of the package; its entry is the first file. */
  async tool(name: string, language: string, files: Readonly<Record<string, string>>): Promise<Tool> {
    const path = await this.#write('tool', files);
    const paths = Object.keys(files);
    return {
      name,
      language,
      main: paths[0]!,
      files: paths.map((file) => ({ path: file, source: join(path, file) })),
    };
  }

  async problem({
    cases,
    checker = DEFAULT_CHECKER,
    limits,
    sources,
    ...more
  }: ProblemSketch): Promise<Problem> {
    const files = Object.entries(cases).flatMap(([name, { input, answer }]) => [
      [`${name}.in`, input ?? ''],
      [`${name}.ans`, answer ?? ''],
    ]);
    const path = await this.#write('data', Object.fromEntries(files));
    const made = Object.entries(cases).map(
      ([name, { input, answer, ...rest }]): TestCase => ({
        ...simpleCase({
          name,
          inputFile: input === undefined ? undefined : join(path, `${name}.in`),
          answerFile: answer === undefined ? undefined : join(path, `${name}.ans`),
          sample: false,
          checker,
        }),
        ...rest,
      }),
    );
    return {
      id: 'made',
      name: 'Made',
      folder: path,
      format: 'plain',
      type: 'pass-fail',
      timeLimit: { kind: 'declared', timeMs: 1_000, file: 'made', tleFactor: 1.5 },
      limits: { ...LIMITS, ...limits },
      task: { kind: 'batch', passes: 1 },
      sources: { include: {}, prepend: {}, append: {}, languages: undefined, constants: {}, ...sources },
      cases: made,
      root: allOf(made.map(({ name }) => name)),
      inputValidators: [],
      submissions: [],
      warnings: [],
      ...more,
    };
  }

  async submission(files: Readonly<Record<string, string>>): Promise<Submission> {
    const path = await this.#write('submission', files);
    const paths = Object.keys(files);
    const entry = findEntry(paths);
    const found = typeof entry === 'string' ? { language: TEXT, main: '' } : entry;
    return {
      name: paths[0]!,
      ...found,
      files: paths.map((file) => ({
        path: file,
        source: join(path, file),
        sizeBytes: Buffer.byteLength(files[file]!),
      })),
    };
  }

  /** Judges one submission, given by its files. */
  async judge(
    problem: Problem,
    files: Readonly<Record<string, string>>,
    { timeMs = 1_000, places = 2, ...more }: JudgingSketch = {},
  ): Promise<SubmissionReport> {
    const { runner } = this;
    const judging: Judging = {
      problem,
      runner,
      tools: createToolShop({ runner, problem }),
      decide: decideVerdict,
      all: false,
      margin: 0,
      excerpts: false,
      sources: false,
      pool: createPool(places),
      signal: new AbortController().signal,
      emit: () => {},
      onEnforcement: () => {},
      ...more,
    };
    return judgeSubmission(judging, { submission: await this.submission(files), counts: true }, timeMs);
  }

  async #write(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const folder = await writeFolder(name, files);
    this.#folders.push(folder);
    return folder.path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.runner.close();
    for (const folder of this.#folders) await folder[Symbol.asyncDispose]();
  }
}

/** A root that holds cases, the first that fails decides. */
export function allOf(names: readonly string[]): TestGroup {
  return {
    name: '',
    members: names.map((name) => ({ kind: 'case', name, score: NO_SCORE })),
    requires: [],
    rule: PASS_FAIL,
  };
}
