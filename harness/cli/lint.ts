import { z } from 'zod';
import { createRunner, type Runner } from '../../lib/index.js';
import type { LintFinding, LintReport } from '../lint/finding.js';
import { lintProblem } from '../lint/lint.js';
import { loadProblems } from '../problem/load.js';
import type { Problem } from '../problem/problem.js';
import { createProgress } from '../reporters/progress.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { jobs } from './jobs.js';
import { oneLine, paint, say } from './terminal.js';

const LintArgs = z.object({
  problems: z.array(z.string()).min(1),
  jobs,
  strict: z.boolean().default(false),
  json: z.boolean().default(false),
});

/** `bailiff lint`: what is wrong with problems, before anybody hands in anything. */
export const lintCommand: CliCommand = {
  command: 'lint <problems..>',
  describe: 'Check problems: inputs, answers, limits, groups, and every submission as expected',
  builder: (yargs) =>
    yargs
      .positional('problems', {
        type: 'string',
        array: true,
        describe: 'Problem packages, or their zip files',
      })
      .option('jobs', {
        type: 'string',
        requiresArg: true,
        describe: 'Programs at the same time [number of cores]',
      })
      .option('strict', { type: 'boolean', describe: 'Count warnings as errors' })
      .option('json', { type: 'boolean', describe: 'Print the findings as JSON' })
      .epilogue(
        "Exit status: 0 no errors, 1 errors, 2 a problem cannot be read, 3 host's fault or a JE, 130 interrupted.",
      ),
  run: async (raw, io) => {
    const args = parseArgs(LintArgs, raw);
    const problems: Problem[] = [];
    for (const path of args.problems) problems.push(...(await loadProblems(path)));
    const reports = await lintEach(problems, args.jobs, io);
    if (args.json) say(io.stdout, JSON.stringify({ version: 1, problems: reports }, undefined, 2));
    else for (const report of reports) show(report, io);
    return statusOf(reports, args.strict, io.signal);
  },
};

async function lintEach(
  problems: readonly Problem[],
  jobs: number | undefined,
  io: Io,
): Promise<readonly LintReport[]> {
  await using runner: Runner = createRunner({ concurrency: jobs });
  const progress = createProgress(io.stderr);
  const reports: LintReport[] = [];
  try {
    for (const problem of problems) {
      if (io.signal.aborted) break;
      reports.push(await lintProblem(problem, { runner, signal: io.signal, onEvent: progress.onEvent }));
    }
  } finally {
    progress.end();
  }
  return reports;
}

function show({ id, findings, status }: LintReport, io: Io): void {
  const count = (severity: LintFinding['severity'], noun: string): string => {
    const found = findings.filter((each) => each.severity === severity).length;
    return `${found} ${noun}${found === 1 ? '' : 's'}`;
  };
  const state = status === 'interrupted' ? ', interrupted' : '';
  say(
    io.stdout,
    `${paint(io.stdout, 'bold', oneLine(id))}: ${count('error', 'error')}, ${count('warning', 'warning')}${state}`,
  );
  const width = Math.min(WIDEST, Math.max(0, ...findings.map(({ where }) => where.length)));
  for (const { severity, where, message } of findings) {
    const mark = paint(io.stdout, severity === 'error' ? 'red' : 'yellow', severity.padEnd('warning'.length));
    say(io.stdout, `  ${mark}  ${oneLine(where).padEnd(width)}  ${oneLine(message)}`);
  }
}

/** Columns of what a finding is about; longer names push the message. */
const WIDEST = 40;

function statusOf(reports: readonly LintReport[], strict: boolean, signal: AbortSignal): number {
  if (signal.aborted) return 130;
  if (reports.some(hasJudgeError)) return 3;
  return reports.some(({ findings }) => findings.some(({ severity }) => strict || severity === 'error'))
    ? 1
    : 0;
}

function hasJudgeError({ verification }: LintReport): boolean {
  return (verification?.problems ?? []).some(({ submissions }) =>
    submissions.some(({ verdict, cases }) => verdict === 'JE' || cases.some((each) => each.verdict === 'JE')),
  );
}
