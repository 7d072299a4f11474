import { z } from 'zod';
import { grade } from '../grade.js';
import { routeSubmissions } from '../submission/route.js';
import { VERDICTS } from '../verdict.js';
import { type CliCommand, parseArgs } from './command.js';
import { addJudgingOptions, judgeAndReport, judgingShape } from './judging.js';
import { addProblemOptions, findProblems, problemShape } from './problem-options.js';
import { oneLine, say } from './terminal.js';

const GradeArgs = z.object({
  paths: z.array(z.string()).min(1),
  require: z
    .string({ error: 'give it once, verdicts separated by commas' })
    .optional()
    .transform((text) => text?.split(',').map((verdict) => verdict.trim().toUpperCase()) ?? [])
    .pipe(z.array(z.enum(VERDICTS, { error: `must be of ${VERDICTS.join(', ')}` }))),
  ...problemShape,
  ...judgingShape,
});

/** `bailiff grade`: submissions on one problem, or on several. */
export const gradeCommand: CliCommand = {
  command: 'grade <paths..>',
  describe: 'Grade submissions on problems',
  builder: (yargs) =>
    addProblemOptions(addJudgingOptions(yargs))
      .positional('paths', {
        type: 'string',
        array: true,
        describe:
          'Problems (packages, their zip files, folders of *.in), then submissions (files, zip files, folders of them)',
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
    const { problems, paths } = await findProblems(args.paths, args);
    const { submissions, passedOver } = await routeSubmissions(paths, problems);
    for (const sentence of passedOver) say(io.stderr, `bailiff: ${oneLine(sentence)}`);
    return judgeAndReport(args, io, args.require, (options) =>
      grade({ ...options, problems, submissions: (problem) => submissions.get(problem)! }),
    );
  },
};
