import { type Journal, openJournal } from '../journal/journal.js';
import { digestOfProblem } from '../journal/problem-digest.js';
import type { Header } from '../journal/records.js';
import { createPool, type Pool } from '../judge/pool.js';
import { prepareProblem } from '../prepare/prepare.js';
import type { Report } from '../report.js';
import type { Running } from './grade-run.js';
import { type Assignment, judgeProblem } from './judge-problem.js';
import { checkOptions, type JudgeOptions } from './options.js';
import { openTelling } from './telling.js';

/**
 * Judges one problem after another, and tells the reporters. What the packages leave to be made is made first, so that
 * a broken package is found before anything is judged.
 *
 * @param assign Looks at what there is to judge; its faults are the caller's.
 */
export async function judgeBatch(
  command: Report['command'],
  options: JudgeOptions,
  running: Running,
  assign: () => Promise<readonly Assignment[]>,
): Promise<Report> {
  const { reporter, report } = openTelling(options.reporters ?? [], options.collect ?? true);
  try {
    checkOptions(options, `${command}()`);
    const assignments = await prepareAll(await assign(), options, running);
    await using journal = await journalFor(command, options, assignments);
    await reporter.start?.({ version: 1, command });
    const pool = unhurried(createPool(options.jobs ?? options.runner.concurrency), running);
    const { signal, emit } = running;
    for (const [index, assignment] of assignments.entries()) {
      if (signal.aborted) break;
      const surroundings = { options, signal, emit, pool, reporter, journal: journal?.problem(index) };
      await judgeProblem(assignment, surroundings);
    }
    await reporter.end?.({ status: signal.aborted ? 'interrupted' : 'complete' });
  } catch (error) {
    await reporter.abort?.();
    throw error;
  }
  return report();
}

/** Interrupted, those that are prepared are left out: nothing of them will be judged. */
async function prepareAll(
  assignments: readonly Assignment[],
  { runner }: JudgeOptions,
  { signal, emit }: Running,
): Promise<readonly Assignment[]> {
  const prepared: Assignment[] = [];
  for (const assignment of assignments) {
    const { problem } = assignment;
    if (problem.generation) emit({ type: 'preparing', problem: problem.id });
    try {
      prepared.push({ ...assignment, problem: await prepareProblem(problem, { runner, signal }) });
    } catch (error) {
      if (signal.aborted) return [];
      throw error;
    }
  }
  return prepared;
}

async function journalFor(
  command: Report['command'],
  options: JudgeOptions,
  assignments: readonly Assignment[],
): Promise<Journal | undefined> {
  if (!options.journal) return undefined;
  const problems: Header['problems'] = [];
  for (const { problem } of assignments)
    problems.push({ id: problem.id, digest: await digestOfProblem(problem) });
  return openJournal(options.journal, {
    type: 'bailiff-journal',
    version: 1,
    command,
    options: {
      all: options.all ?? false,
      margin: options.margin ?? 0.1,
      excerpts: options.excerpts ?? false,
      sources: options.sources ?? false,
      decide: options.decide?.name ?? 'default',
    },
    versions: { ...options.journal.versions },
    problems,
  });
}

/** The pool, but nothing is begun while whoever goes through the events is behind. */
function unhurried(pool: Pool, { room }: Running): Pool {
  return {
    ...pool,
    run: async (rank, task) => {
      await room();
      return pool.run(rank, task);
    },
  };
}
