import type { Enforcement } from '../../lib/index.js';
import type { OnEvent } from '../events.js';
import type { ProblemJournal } from '../journal/journal.js';
import type { Judging } from '../judge/judging.js';
import type { Pool } from '../judge/pool.js';
import { createToolShop } from '../judge/tool-shop.js';
import type { Problem } from '../problem/problem.js';
import type { ProblemHeader, SubmissionReport, TimeLimitReport } from '../report.js';
import type { Reporter } from '../reporters/reporter.js';
import { maxScoreOf } from '../scoring/index.js';
import { decideVerdict } from '../verdict.js';
import type { JudgeOptions } from './options.js';

/** What is to be judged on one problem. */
export interface Assignment {
  readonly problem: Problem;
  /** How many submissions. */
  readonly submissions: number;
  /** Finds the time limit, tells it, then judges and delivers the reports in their order. */
  judge(judging: Judging, tell: Tell): Promise<void>;
}

/** What an assignment tells. */
export interface Tell {
  /** Once, before any submission. */
  timeLimit(timeLimit: TimeLimitReport): void;
  submission(report: SubmissionReport): Promise<void>;
}

/** What the judging of a problem takes from the batch that it is in. */
export interface Surroundings {
  readonly options: JudgeOptions;
  readonly signal: AbortSignal;
  readonly emit: OnEvent;
  readonly pool: Pool;
  readonly journal?: ProblemJournal;
  readonly reporter: Reporter;
}

/** Judges one problem, and tells the reporter of it. The problem is prepared. */
export async function judgeProblem(
  { problem, submissions, judge }: Assignment,
  { options, signal, emit, pool, journal, reporter }: Surroundings,
): Promise<void> {
  let enforcement: Enforcement | undefined = journal?.enforcement;
  let timeLimit: TimeLimitReport | undefined;
  const facts = factsOf(problem);
  let begun = false;
  emit({ type: 'problem-started', problem: problem.id, submissions, cases: problem.cases.length });
  const judging: Judging = {
    problem,
    runner: options.runner,
    tools: createToolShop({ runner: options.runner, problem, signal }),
    decide: options.decide ?? decideVerdict,
    all: options.all ?? false,
    margin: options.margin ?? 0.1,
    excerpts: options.excerpts ?? false,
    sources: options.sources ?? false,
    pool,
    signal,
    emit,
    journal,
    onEnforcement: (held) => {
      enforcement = held;
      journal?.keepEnforcement(held);
    },
  };
  await judge(judging, {
    timeLimit: (found) => {
      timeLimit = found;
      emit({ type: 'time-limit', problem: problem.id, timeLimit: found });
    },
    submission: async (report) => {
      await begin();
      await reporter.submission?.(header(), report);
    },
  });
  await begin();
  await reporter.problemEnd?.(header());

  /** Late: the first submission tells what holds the limits. */
  async function begin(): Promise<void> {
    if (!begun) await reporter.problem?.(header());
    begun = true;
  }

  function header(): ProblemHeader {
    return { ...facts, timeLimit: timeLimit!, ...(enforcement && { enforcement }) };
  }
}

/** What is known of a problem before anything runs. */
function factsOf(problem: Problem): Omit<ProblemHeader, 'timeLimit' | 'enforcement'> {
  const { id, name, type, cases, limits, task, warnings } = problem;
  return {
    id,
    name,
    type,
    maxScore: type === 'scoring' ? maxScoreOf(problem) : undefined,
    cases: cases.map(({ name: caseName, sample }) => ({ name: caseName, sample })),
    memoryBytes: limits.memoryBytes,
    outputBytes: limits.outputBytes,
    level: task.kind === 'suite' ? task.level : undefined,
    warnings,
  };
}
