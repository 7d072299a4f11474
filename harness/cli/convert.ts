import { join } from 'node:path';
import { z } from 'zod';
import { createRunner, type Runner } from '../../lib/index.js';
import { convertProblem } from '../convert/convert.js';
import { prepareProblem } from '../prepare/prepare.js';
import { loadProblems } from '../problem/load.js';
import type { Problem } from '../problem/problem.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { oneLine, paint, say } from './terminal.js';

const ConvertArgs = z.object({ in: z.string(), out: z.string(), strict: z.boolean().default(false) });

/** `bailiff convert`: any package as one of format 2025-09. */
export const convertCommand: CliCommand = {
  command: 'convert <in> <out>',
  describe: 'Write a problem of any format as an ICPC package of format 2025-09',
  builder: (yargs) =>
    yargs
      .positional('in', { type: 'string', describe: 'Folder or file of the problem, or of several' })
      .positional('out', { type: 'string', describe: 'New folder; several problems get folders in it' })
      .option('strict', { type: 'boolean', describe: 'Refuse packages that would be read with a warning' })
      .epilogue(
        'What cannot be carried over is warned of on stderr. Tests that a package leaves to its generators are made first.',
      ),
  run: async (raw, io) => {
    const args = parseArgs(ConvertArgs, raw);
    const problems = await loadProblems(args.in, { strict: args.strict });
    const prepared = await prepareAll(problems, io.signal);
    const names = folderNames(prepared);
    for (const [index, problem] of prepared.entries())
      await convertOne(problem, problems.length > 1 ? join(args.out, names[index]!) : args.out, io);
    return 0;
  },
};

/** Names as the format wants them, of `a-z` and `0-9`, each once. */
function folderNames(problems: readonly Problem[]): readonly string[] {
  const taken = new Set<string>();
  return problems.map(({ id }) => {
    const plain = id.toLowerCase().replace(/[^a-z0-9]/g, '') || 'problem';
    let name = plain;
    for (let n = 2; taken.has(name); n++) name = `${plain}x${n}`;
    taken.add(name);
    return name;
  });
}

async function prepareAll(problems: readonly Problem[], signal: AbortSignal): Promise<readonly Problem[]> {
  if (problems.every(({ generation }) => !generation)) return problems;
  await using runner: Runner = createRunner();
  const prepared: Problem[] = [];
  for (const problem of problems) prepared.push(await prepareProblem(problem, { runner, signal }));
  return prepared;
}

async function convertOne(problem: Problem, out: string, io: Io): Promise<void> {
  io.signal.throwIfAborted();
  const { folder, warnings } = await convertProblem(problem, out);
  for (const warning of [...problem.warnings, ...warnings])
    say(io.stderr, `${paint(io.stderr, 'yellow', 'warning')}  ${problem.id}: ${oneLine(warning)}`);
  say(io.stdout, `${problem.id}  ${problem.cases.length} cases  ${folder}`);
}
