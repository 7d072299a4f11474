import type { Argv } from 'yargs';
import { z } from 'zod';
import { createRunner, type Runner } from '../../lib/index.js';
import type { JudgeOptions } from '../grade.js';
import type { Report } from '../report.js';
import { renderJson } from '../reporters/json.js';
import { paintFor } from '../reporters/paint.js';
import { createProgress } from '../reporters/progress.js';
import { renderReport } from '../reporters/table.js';
import type { Io } from './command.js';

/** Options that `grade` and `verify` share. */
export const judgingShape = {
  jobs: z.coerce.number({ error: 'must be a number' }).int().min(1).max(256).optional(),
  all: z.boolean().default(false),
  strict: z.boolean().default(false),
  json: z.boolean().default(false),
};

type JudgingArgs = z.output<z.ZodObject<typeof judgingShape>>;

export function addJudgingOptions(yargs: Argv): Argv {
  return yargs
    .option('jobs', {
      type: 'string',
      requiresArg: true,
      describe: 'Programs at the same time [number of cores]',
    })
    .option('all', { type: 'boolean', describe: 'Run every case, also after the one that decided' })
    .option('strict', { type: 'boolean', describe: 'Refuse packages that would be read with a warning' })
    .option('json', { type: 'boolean', describe: 'Print the report as JSON' });
}

/**
 * Judges by `work` with a runner of its own, shows the progress on stderr and the report on stdout. Interrupted, it
 * shows what was done. The runner is closed after that: a fault in closing it takes no result away.
 */
export async function judgeAndShow(
  args: JudgingArgs,
  io: Io,
  work: (options: JudgeOptions) => Promise<Report>,
): Promise<Report> {
  await using runner = createRunner({ concurrency: args.jobs });
  const report = await judge(args, io, runner, work);
  show(report, args.json, io);
  return report;
}

async function judge(
  args: JudgingArgs,
  io: Io,
  runner: Runner,
  work: (options: JudgeOptions) => Promise<Report>,
) {
  const progress = createProgress(io.stderr);
  try {
    return await work({ runner, signal: io.signal, all: args.all, onEvent: progress.onEvent });
  } finally {
    progress.end();
  }
}

function show(report: Report, json: boolean, io: Io): void {
  io.stdout.write(json ? renderJson(report) : renderReport(report, paintFor(io.stdout), io.stdout.columns));
}
