import { invalid, type Package, readText } from './package.js';
import type { TimeLimit } from './problem.js';

/** How a time limit is computed where none is declared. */
export interface TimeRules {
  readonly multiplier: number;
  readonly resolutionMs: number;
  /** What is too slow must be so under the limit × this, too. */
  readonly tleFactor: number;
}

/**
 * The time limit of an ICPC package. The legacy format has no field for it; in use are `.timelimit` (one number) and
 * `timelimit` in `domjudge-problem.ini`, both in seconds, and `limits.time_limit`, which later versions
 * define. Without any, the limit is to be computed.
 *
 * @throws BailiffError INVALID_PROBLEM when one is no number above 0, or two differ.
 */
export async function readTimeLimit(
  from: Package,
  rules: TimeRules,
  yamlSeconds: number | undefined,
): Promise<TimeLimit> {
  const declared = [
    await readSeconds(from, '.timelimit', (text) => text.trim()),
    await readSeconds(from, 'domjudge-problem.ini', (text) => INI_TIME.exec(text)?.[2]),
    yamlSeconds === undefined ? undefined : { file: 'problem.yaml', timeMs: toMs(yamlSeconds) },
  ].filter((each) => each !== undefined);
  const [first, ...others] = declared;
  if (!first) return { kind: 'computed', ...rules };
  const other = others.find(({ timeMs }) => timeMs !== first.timeMs);
  if (!other) return { kind: 'declared', ...first, tleFactor: rules.tleFactor };
  throw invalid(
    from,
    `"${first.file}" says ${first.timeMs} ms and "${other.file}" ${other.timeMs} ms: correct one of the two`,
  );
}

/**
 * A time limit from the slowest accepted submission, as the format has it:
 * `max(1, ceil(slowest · multiplier / resolution)) · resolution`.
 */
export function computeTimeLimitMs(slowestMs: number, multiplier: number, resolutionMs: number): number {
  return Math.max(1, Math.ceil((slowestMs * multiplier) / resolutionMs)) * resolutionMs;
}

const INI_TIME = /^[ \t]*timelimit[ \t]*=[ \t]*(["']?)([^"'\r\n;#]*)\1/m;
const MAX_BYTES = 16 * 1024;
const MAX_SECONDS = 3_600;

async function readSeconds(from: Package, file: string, pick: (text: string) => string | undefined) {
  const text = await readText(from, file, MAX_BYTES);
  const picked = text === undefined ? undefined : pick(text)?.trim();
  if (picked === undefined) return undefined;
  const seconds = /^\d*\.?\d+$|^\d+\.$/.test(picked) ? Number(picked) : Number.NaN;
  if (seconds >= 0.001 && seconds <= MAX_SECONDS) return { file, timeMs: toMs(seconds) };
  throw invalid(
    from,
    `"${file}" has the time limit ${JSON.stringify(picked.slice(0, 40))}: must be seconds from 0.001 to ${MAX_SECONDS}`,
  );
}

function toMs(seconds: number): number {
  return Math.max(1, Math.round(seconds * 1_000));
}
