import type { ToolShop } from '../judge/tool-shop.js';
import type { CheckResult } from './checker.js';
import { placeData } from './placed.js';
import { messageIn, misbehaved } from './said.js';
import type { ProgramCheck } from './testlib.js';

/**
 * Judges an output by a special judge of HUSTOJ's kind: `spj input answer output`. 0 accepts and any other exit code
 * rejects, as the format has it; one that a signal or a limit ended is at fault.
 *
 * @throws what the host is to blame for; the signal's reason
 */
export async function checkBySpj(tools: ToolShop, check: ProgramCheck): Promise<CheckResult> {
  const { tool, args, input, output, answer, signal } = check;
  await using placed = await placeData(tools.data, { input, answer, output });
  const { paths, files, inputs } = placed;
  const ended = await tools.run(tool, {
    args: [paths.input, paths.answer, paths.output, ...args],
    files,
    inputs,
    signal,
  });
  if (ended.status === 'fault') return { verdict: 'JE', message: ended.message };
  if (ended.status !== 'exited') return { verdict: 'JE', message: misbehaved(tool, ended, 'an exit code') };
  const message = messageIn(ended.stdout.length > 0 ? ended.stdout : ended.stderr);
  return { verdict: ended.exitCode === 0 ? 'AC' : 'WA', message };
}
