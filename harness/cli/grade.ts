import { z } from 'zod';
import { exitStatusOf } from '../exit-status.js';
import { grade } from '../grade.js';
import { loadProblem } from '../problem/load.js';
import { findSubmissions } from '../submission/find.js';
import { VERDICTS } from '../verdict.js';
import { type CliCommand, parseArgs } from './command.js';
import { addJudgingOptions, judgeAndShow, judgingShape } from './judging.js';

const GradeArgs = z.object({
  problem: z.string(),
  submissions: z.array(z.string()).min(1),
  require: z
    .string({ error: 'give it once, verdicts separated by commas' })
    .optional()
    .transform((text) => text?.split(',').map((verdict) => verdict.trim().toUpperCase()) ?? [])
    .pipe(z.array(z.enum(VERDICTS, { error: `must be of ${VERDICTS.join(', ')}` }))),
  ...judgingShape,
});

/** `bailiff grade`: submissions on one problem. */
export const gradeCommand: CliCommand = {
  command: 'grade <problem> <submissions..>',
  describe: 'Grade submissions on a problem',
  builder: (yargs) =>
    addJudgingOptions(yargs)
      .positional('problem', { type: 'string', describe: "The problem's folder, an ICPC problem package" })
      .positional('submissions', {
        type: 'string',
        array: true,
        describe: 'Files, folders of submissions, or folders with a main file',
      })
      .option('require', {
        type: 'string',
        requiresArg: true,
        describe: 'Exit with 1 unless all have one of these verdicts',
      })
      .epilogue(
        "Exit status: 0 all judged, 1 --require unmet, 2 caller's fault, 3 host's fault or a JE, 130 interrupted.",
      ),
  run: async (raw, io) => {
    const args = parseArgs(GradeArgs, raw);
    const problem = await loadProblem(args.problem, { strict: args.strict });
    const submissions = await findSubmissions(args.submissions);
    const report = await judgeAndShow(args, io, (options) => grade({ ...options, problem, submissions }));
    return exitStatusOf(report, args.require);
  },
};
