import type { Argv } from 'yargs';
import { z } from 'zod';
import { createRunner } from '../../lib/index.js';
import type { GradeRun } from '../batch/grade-run.js';
import type { JudgeOptions } from '../batch/options.js';
import { createExitStatus, type ExitStatus } from '../exit-status.js';
import { FEEDBACK_LEVELS } from '../feedback.js';
import { REPORTER_KINDS } from '../reporters/kinds.js';
import { openReporters } from '../reporters/open.js';
import { createProgress, type Progress } from '../reporters/progress.js';
import type { Reporter } from '../reporters/reporter.js';
import type { Verdict } from '../verdict.js';
import type { Io } from './command.js';
import { jobs } from './jobs.js';
import { journalOptions } from './journal-options.js';

const once = z.string({ error: 'give it once' });

/** Options that `grade` and `verify` share. */
export const judgingShape = {
  jobs,
  all: z.boolean().default(false),
  strict: z.boolean().default(false),
  json: z.boolean().default(false),
  report: z.array(z.string()).default([]),
  feedback: z.enum(FEEDBACK_LEVELS, { error: `must be one of ${FEEDBACK_LEVELS.join(', ')}` }).default('all'),
  journal: once.optional(),
  resume: z.boolean().default(false),
  margin: once
    .regex(/^\d+(\.\d+)?%?$/, 'must be a share, such as 0.1 or 10%')
    .optional()
    .transform(share),
  excerpts: z.boolean().default(false),
  sources: z.boolean().default(false),
  pin: z.boolean().default(true),
};

export type JudgingArgs = z.output<z.ZodObject<typeof judgingShape>>;

export function addJudgingOptions(yargs: Argv): Argv {
  const text = { type: 'string', requiresArg: true } as const;
  const kinds = Object.entries(REPORTER_KINDS).map(([name, { describe }]) => `${name} (${describe})`);
  return yargs
    .option('jobs', { ...text, describe: 'Programs at the same time [number of cores]' })
    .option('all', { type: 'boolean', describe: 'Run every case, also those that decide nothing any more' })
    .option('strict', { type: 'boolean', describe: 'Refuse packages that would be read with a warning' })
    .option('json', { type: 'boolean', describe: 'The same as --report json' })
    .option('report', {
      ...text,
      array: true,
      nargs: 1,
      describe: `KIND=PATH, several times; without a path to stdout. ${kinds.join(', ')}`,
    })
    .option('feedback', { ...text, describe: `What reports show: ${FEEDBACK_LEVELS.join(', ')} [all]` })
    .option('journal', {
      ...text,
      describe: 'File that keeps what is judged, to go on with when interrupted',
    })
    .option('resume', { type: 'boolean', describe: 'Go on with what is in the journal' })
    .option('margin', {
      ...text,
      describe: 'Measure times again, alone, that are as near to the limit as this share of it [10%]',
    })
    .option('excerpts', { type: 'boolean', describe: 'Put pieces of inputs and outputs into reports' })
    .option('sources', { type: 'boolean', describe: 'Put sources into reports' })
    .option('pin', { type: 'boolean', describe: 'Keep each program on one core; --no-pin does not [true]' });
}

/**
 * Judges by `work` with a runner of its own, shows the progress on stderr and makes the reports, the table on stdout
 * unless another one goes there. Interrupted, they have what was done. The runner is closed after that: a fault in
 * closing it takes no result away.
 *
 * @returns the exit status
 */
export async function judgeAndReport(
  args: JudgingArgs,
  io: Io,
  require: readonly Verdict[],
  work: (options: JudgeOptions) => GradeRun,
): Promise<number> {
  const journal = await journalOptions(args);
  const reporters = await openReporters(reportsOf(args), {
    stdout: io.stdout,
    feedback: args.feedback,
    journal: args.journal,
  });
  const progress = createProgress(io.stderr);
  const exit = createExitStatus(require);
  try {
    await using runner = createRunner({ concurrency: args.jobs, pin: args.pin });
    const { all, margin, excerpts, sources } = args;
    await work({
      runner,
      signal: io.signal,
      all,
      margin,
      excerpts,
      sources,
      journal,
      collect: false,
      reporters: [quiet(progress), ...reporters, exit satisfies ExitStatus],
      onEvent: progress.onEvent,
    });
  } catch (error) {
    for (const reporter of reporters) await reporter.abort?.();
    throw error;
  } finally {
    progress.end();
  }
  return exit.status();
}

/** Takes the progress away before a report is written: both may go to one terminal. */
function quiet(progress: Progress): Reporter {
  return { problemEnd: () => progress.end(), end: () => progress.end() };
}

function reportsOf({ report, json }: JudgingArgs): readonly string[] {
  const asked = json ? [...report, 'json'] : report;
  const isShown = asked.some((spec) => !spec.includes('=') || spec.endsWith('=-'));
  return isShown ? asked : ['table', ...asked];
}

function share(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
}
