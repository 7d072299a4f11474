import { z } from 'zod';
import { exitStatusOf } from '../exit-status.js';
import { loadProblem } from '../problem/load.js';
import type { Problem } from '../problem/problem.js';
import { verify } from '../verify.js';
import { type CliCommand, parseArgs } from './command.js';
import { addJudgingOptions, judgeAndShow, judgingShape } from './judging.js';

const VerifyArgs = z.object({ problems: z.array(z.string()).min(1), ...judgingShape });

/** `bailiff verify`: the submissions that problems bring, against what their folders promise. */
export const verifyCommand: CliCommand = {
  command: 'verify <problems..>',
  describe: "Judge problems' own submissions against what their folders promise",
  builder: (yargs) =>
    addJudgingOptions(yargs)
      .positional('problems', {
        type: 'string',
        array: true,
        describe: 'Folders of problems, ICPC problem packages',
      })
      .epilogue(
        "Exit status: 0 all as promised, 1 a mismatch, 2 caller's fault, 3 host's fault or a JE, 130 interrupted.",
      ),
  run: async (raw, io) => {
    const args = parseArgs(VerifyArgs, raw);
    const problems: Problem[] = [];
    for (const folder of args.problems) problems.push(await loadProblem(folder, { strict: args.strict }));
    const report = await judgeAndShow(args, io, (options) => verify({ ...options, problems }));
    return exitStatusOf(report);
  },
};
