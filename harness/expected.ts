import type { Verdict } from './verdict.js';

/** What a folder of a package's `submissions/` promises about the submissions in it. */
export interface Promised {
  /** Every case must have one of these. */
  readonly permitted: readonly Verdict[];
  /** At least one case must have one of these. */
  readonly required: readonly Verdict[];
}

/**
 * The promise of a folder, or `undefined` when it makes none that is known.
 *
 * `accepted` to `run_time_error` as in the legacy ICPC format, `rejected` and `brute_force` as in 2025-09; the last
 * three are our own. The format has no verdict for memory (the contest control system specification counts
 * it as a run-time error), so it is one there too.
 */
export function promiseOf(folder: string): Promised | undefined {
  return PROMISES.get(folder);
}

/** Whether the verdicts of a submission's cases (or its one verdict, CE) keep the promise. SK cases do not count. */
export function keeps(promised: Promised, verdicts: readonly Verdict[]): boolean {
  const judged = verdicts.filter((verdict) => verdict !== 'SK');
  return (
    judged.every((verdict) => promised.permitted.includes(verdict)) &&
    judged.some((verdict) => promised.required.includes(verdict))
  );
}

/**
 * Whether a case with this verdict settles the promise as far as judging in order goes: it breaks it, or shows what
 * was required. AC settles nothing: later cases may differ. Nor does JE: it says nothing about the submission.
 */
export function settles(promised: Promised, verdict: Verdict): boolean {
  if (verdict === 'AC' || verdict === 'JE') return verdict === 'AC' && !promised.permitted.includes('AC');
  return !promised.permitted.includes(verdict) || promised.required.includes(verdict);
}

const PROMISES: ReadonlyMap<string, Promised> = new Map<string, Promised>([
  ['accepted', { permitted: ['AC'], required: ['AC'] }],
  ['wrong_answer', { permitted: ['AC', 'WA'], required: ['WA'] }],
  ['time_limit_exceeded', { permitted: ['AC', 'WA', 'TLE'], required: ['TLE'] }],
  ['run_time_error', { permitted: ['AC', 'WA', 'TLE', 'OLE', 'RTE', 'MLE'], required: ['RTE', 'MLE'] }],
  [
    'rejected',
    { permitted: ['AC', 'WA', 'TLE', 'OLE', 'RTE', 'MLE'], required: ['WA', 'TLE', 'OLE', 'RTE', 'MLE'] },
  ],
  ['brute_force', { permitted: ['AC', 'TLE', 'RTE', 'MLE'], required: ['TLE', 'RTE', 'MLE'] }],
  ['memory_limit_exceeded', { permitted: ['AC', 'MLE'], required: ['MLE'] }],
  ['output_limit_exceeded', { permitted: ['AC', 'OLE'], required: ['OLE'] }],
  ['compile_error', { permitted: ['CE'], required: ['CE'] }],
]);
