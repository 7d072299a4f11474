import { z } from 'zod';
import { loadProblems } from '../problem/load.js';
import type { Problem } from '../problem/problem.js';
import { verify } from '../verify.js';
import { type CliCommand, parseArgs } from './command.js';
import { addJudgingOptions, judgeAndReport, judgingShape } from './judging.js';

const VerifyArgs = z.object({ problems: z.array(z.string()).min(1), ...judgingShape });

/** `bailiff verify`: the submissions that problems bring, against what is expected of them. */
export const verifyCommand: CliCommand = {
  command: 'verify <problems..>',
  describe: "Judge problems' own submissions against what is expected of them",
  builder: (yargs) =>
    addJudgingOptions(yargs)
      .positional('problems', {
        type: 'string',
        array: true,
        describe: 'Problem packages, or their zip files',
      })
      .epilogue(
        "Exit status: 0 all as promised, 1 a mismatch, 2 caller's fault, 3 host's fault or a JE, 130 interrupted.",
      ),
  run: async (raw, io) => {
    const args = parseArgs(VerifyArgs, raw);
    const problems: Problem[] = [];
    for (const path of args.problems) problems.push(...(await loadProblems(path, { strict: args.strict })));
    return judgeAndReport(args, io, [], (options) => verify({ ...options, problems }));
  },
};
