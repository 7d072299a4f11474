import type { StepResult } from '../../lib/index.js';
import type { ToolShop } from '../judge/tool-shop.js';
import type { CheckResult, Tool } from './checker.js';
import { type Datum, placeData } from './placed.js';
import { messageIn, misbehaved } from './said.js';

/** What a checker of Polygon's or HUSTOJ's kind judges. */
export interface ProgramCheck {
  readonly tool: Tool;
  readonly args: readonly string[];
  readonly input: Datum;
  readonly answer: Datum;
  readonly output: Datum;
  readonly signal?: AbortSignal;
}

/**
 * Judges an output by a testlib checker: `checker input output answer args`.
 *
 * @throws what the host is to blame for; the signal's reason
 */
export async function checkByTestlib(tools: ToolShop, check: ProgramCheck): Promise<CheckResult> {
  const { tool, args, input, output, answer, signal } = check;
  await using placed = await placeData(tools.data, { input, output, answer });
  const { paths, files, inputs } = placed;
  const ended = await tools.run(tool, {
    args: [paths.input, paths.output, paths.answer, ...args],
    files,
    inputs,
    signal,
  });
  if (ended.status === 'fault') return { verdict: 'JE', message: ended.message };
  return opinionOfTestlib(tool, ended);
}

/**
 * What a testlib program that has ended says. 0 accepts; 1, 2 and 8 reject (wrong answer, wrong format, unexpected end);
 * 7 gives the points that its message begins with; a message `partially correct (n)` under the exit code that testlib
 * makes of n gives n percent. Anything else, 3 (its own failure) included, is a fault.
 */
export function opinionOfTestlib(tool: Tool, result: StepResult<Buffer>): CheckResult {
  const fault = (): CheckResult => ({ verdict: 'JE', message: misbehaved(tool, result, '0, 1, 2, 7 or 8') });
  if (result.status !== 'exited') return fault();
  const { exitCode } = result;
  const message = messageIn(result.stderr);
  const partial = partialIn(message, exitCode);
  if (partial !== undefined) return earned({ fraction: partial / 100 }, message);
  if (exitCode === 0) return { verdict: 'AC', message };
  if (REJECTIONS.has(exitCode)) return { verdict: 'WA', message };
  const points = exitCode === POINTS ? pointsIn(message) : undefined;
  return points === undefined ? fault() : earned({ score: points }, message);
}

const REJECTIONS: ReadonlySet<number> = new Set([1, 2, 8]);
const POINTS = 7;
const PARTIAL_BASES = [0, 50]; // testlib's own base, and that of TESTSYS

function earned(given: { score: number } | { fraction: number }, message: string): CheckResult {
  const nothing = 'score' in given ? given.score <= 0 : given.fraction <= 0;
  return nothing ? { verdict: 'WA', message } : { verdict: 'PAC', message, ...given };
}

function pointsIn(message: string): number | undefined {
  const text = /^points\s+([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:;|\s|$)/i.exec(message)?.[1];
  const points = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(points) ? points : undefined;
}

function partialIn(message: string, exitCode: number): number | undefined {
  const text = /^partially correct \((\d{1,3})\)/.exec(message)?.[1];
  const percent = Number(text ?? Number.NaN);
  if (!(percent <= 100)) return undefined;
  return PARTIAL_BASES.some((base) => base + percent === exitCode) ? percent : undefined;
}
