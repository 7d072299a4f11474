import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Problem, ProblemLimits, TimeLimit } from '../problem/problem.js';
import { languageCode } from './codes.js';

const KiB = 2 ** 10;
const MiB = 2 ** 20;

/**
 * problem.yaml of format 2025-09 for a problem, as text. What it has no key for is warned of.
 *
 * @param about keys that say nothing of the judging: `name`, license and so on
 */
export function problemYaml(
  problem: Problem,
  about: Readonly<Record<string, unknown>>,
  warnings: string[],
): string {
  const { id, limits, sources } = problem;
  for (const [language, factor] of Object.entries(limits.timeFactors))
    warnings.push(`the time factor ${factor} of ${language} is lost: the format has none`);
  const { languages, constants } = sources;
  const passes =
    problem.task.kind === 'batch' || problem.task.kind === 'interactive' ? problem.task.passes : 1;
  return stringify({
    problem_format_version: '2025-09',
    type: typesOf(problem),
    uuid: uuidOf(id),
    ...about,
    ...(languages ? { languages: languages.map(languageCode) } : {}),
    ...(Object.keys(constants).length > 0 ? { constants: byConstant(constants) } : {}),
    limits: {
      ...timeKeys(problem.timeLimit),
      ...sizeKeys(limits, warnings),
      ...(passes > 1 ? { validation_passes: passes } : {}),
    },
  });
}

function typesOf({ type, task }: Problem): readonly string[] {
  const types: string[] = [type];
  if (task.kind === 'interactive') types.push('interactive');
  if (task.kind === 'output-only') types.push('submit-answer');
  if ((task.kind === 'batch' || task.kind === 'interactive') && task.passes > 1) types.push('multi-pass');
  return types;
}

/** Names and `name.variant`s as the format has them: variants of a constant are in a map, its own value among them. */
function byConstant(
  constants: Readonly<Record<string, string>>,
): Readonly<Record<string, string | Readonly<Record<string, string>>>> {
  const variants = new Map<string, Record<string, string>>();
  for (const [token, value] of Object.entries(constants)) {
    const [name, variant = 'value'] = token.split('.', 2) as [string, string?];
    variants.set(name, { ...variants.get(name), [variant]: value });
  }
  const only = (of: Readonly<Record<string, string>>) => Object.keys(of).join() === 'value';
  return Object.fromEntries([...variants].map(([name, of]) => [name, only(of) ? of.value! : of]));
}

/** The same for the same problem, in the shape of a name-based UUID (RFC 9562, version 8). */
function uuidOf(id: string): string {
  const hex = createHash('sha256').update(`bailiff ${id}`).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function timeKeys(limit: TimeLimit): Readonly<Record<string, unknown>> {
  const tle = { time_limit_to_tle: limit.tleFactor };
  if (limit.kind === 'computed') {
    return {
      time_multipliers: { ac_to_time_limit: limit.multiplier, ...tle },
      time_resolution: limit.resolutionMs / 1_000,
    };
  }
  const seconds = limit.timeMs / 1_000;
  // The limit must be a multiple of the resolution, which is a second when nothing is said.
  const resolution = Number.isInteger(seconds) ? {} : { time_resolution: seconds };
  return { time_multipliers: { ac_to_time_limit: 1, ...tle }, time_limit: seconds, ...resolution };
}

function sizeKeys(limits: ProblemLimits, warnings: string[]): Readonly<Record<string, number>> {
  return {
    memory: up(limits.memoryBytes / MiB, 'memory', 'MiB'),
    output: up(limits.outputBytes / MiB, 'output', 'MiB'),
    code: up(limits.codeBytes / KiB, 'code', 'KiB'),
    compilation_time: up(limits.compileMs / 1_000, 'compilation_time', 's'),
    compilation_memory: up(limits.compileMemoryBytes / MiB, 'compilation_memory', 'MiB'),
    validation_time: up(limits.validationMs / 1_000, 'validation_time', 's'),
    validation_memory: up(limits.validationMemoryBytes / MiB, 'validation_memory', 'MiB'),
    validation_output: up(limits.validationOutputBytes / MiB, 'validation_output', 'MiB'),
  };

  function up(amount: number, key: string, unit: string): number {
    const whole = Math.ceil(amount);
    if (whole !== amount) warnings.push(`limits.${key} is ${amount} ${unit}: rounded up to ${whole}`);
    return whole;
  }
}
