import type { Verdict } from './verdict.js';

/** What a folder of a package's `submissions/` promises about the submissions in it. */
export interface Promised {
  /** Every case must have one of these. */
  readonly permitted?: readonly Verdict[];
  /** At least one case must have one of these. */
  readonly required?: readonly Verdict[];
  /** The submission itself must have one of these. */
  readonly verdict?: readonly Verdict[];
}

/**
 * The promise of a folder, or `undefined` when it makes none that is known.
 *
 * `accepted` to `partially_accepted` as in the legacy ICPC format, `rejected` and `brute_force` as in 2025-09; of
 * DOMjudge `compiler_error`, `no_output` and `output_limit`; of problemtools `slow_accepted`; three are our own. The format has no
 * verdict for memory (the contest control system specification counts it as a run-time error), so it is one there too.
 */
export function promiseOf(folder: string): Promised | undefined {
  return PROMISES.get(folder);
}

/**
 * As format 2025-09 has them. It knows AC, WA, TLE and RTE: see {@link widened} for what each stands for.
 */
export function modernPromiseOf(folder: string): Promised | undefined {
  const own = MODERN.get(folder);
  if (!own) return promiseOf(folder);
  return {
    ...(own.permitted ? { permitted: widened(own.permitted) } : {}),
    ...(own.required ? { required: widened(own.required) } : {}),
  };
}

/**
 * Our verdicts for those of the format: AC stands for a case that is accepted in part, too; RTE for MLE, WA for OLE, as
 * the contest control system specification simplifies them.
 */
export function widened(verdicts: readonly Verdict[]): readonly Verdict[] {
  return [...new Set(verdicts.flatMap((verdict) => [verdict, ...(WIDER[verdict] ?? [])]))];
}

const WIDER: Partial<Record<Verdict, readonly Verdict[]>> = { AC: ['PAC'], RTE: ['MLE'], WA: ['OLE'] };

const REJECTED = ['WA', 'TLE', 'OLE', 'RTE', 'MLE'] as const;

const PROMISES: ReadonlyMap<string, Promised> = new Map<string, Promised>([
  ['accepted', { permitted: ['AC'], required: ['AC'] }],
  ['wrong_answer', { permitted: ['AC', 'PAC', 'WA'], required: ['WA'] }],
  ['time_limit_exceeded', { permitted: ['AC', 'PAC', 'WA', 'TLE'], required: ['TLE'] }],
  ['run_time_error', { permitted: ['AC', 'PAC', ...REJECTED], required: ['RTE', 'MLE'] }],
  ['partially_accepted', { verdict: ['PAC'] }],
  ['rejected', { permitted: ['AC', 'PAC', ...REJECTED], required: REJECTED }],
  ['brute_force', { permitted: ['AC', 'PAC', 'TLE', 'RTE', 'MLE'], required: ['TLE', 'RTE', 'MLE'] }],
  ['memory_limit_exceeded', { permitted: ['AC', 'PAC', 'MLE'], required: ['MLE'] }],
  ['output_limit_exceeded', { permitted: ['AC', 'PAC', 'OLE'], required: ['OLE'] }],
  ['output_limit', { permitted: ['AC', 'PAC', 'OLE'], required: ['OLE'] }],
  ['compile_error', { permitted: ['CE'], required: ['CE'] }],
  ['compiler_error', { permitted: ['CE'], required: ['CE'] }],
  ['no_output', { permitted: ['AC', 'PAC', 'WA'], required: ['WA'] }],
  ['slow_accepted', { permitted: ['AC', 'PAC', 'TLE'] }],
]);

const MODERN: ReadonlyMap<string, Promised> = new Map<string, Promised>([
  ['accepted', { permitted: ['AC'] }],
  ['wrong_answer', { permitted: ['AC', 'WA'], required: ['WA'] }],
  ['time_limit_exceeded', { permitted: ['AC', 'TLE'], required: ['TLE'] }],
  ['run_time_error', { permitted: ['AC', 'RTE'], required: ['RTE'] }],
  ['rejected', { required: ['RTE', 'TLE', 'WA'] }],
  ['brute_force', { permitted: ['AC', 'RTE', 'TLE'], required: ['RTE', 'TLE'] }],
]);
