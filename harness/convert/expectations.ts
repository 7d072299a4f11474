import { expectationsOf } from '../expected.js';
import type { PackageSubmission, SubmissionExpectation } from '../problem/problem.js';
import { modernPromiseOf, promiseOf } from '../promises.js';
import type { Verdict } from '../verdict.js';

/** What submissions.yaml says of what is expected of one submission, or of a folder. */
export type Said = Readonly<Record<string, unknown>>;

/**
 * What is expected of a submission beside what its folder promises, for submissions.yaml. The format has AC, WA, TLE and
 * RTE; what it cannot say is warned of.
 */
export function saidOf(submission: PackageSubmission, warnings: string[]): Said {
  const said: Record<string, unknown> = {};
  for (const expectation of expectationsOf(submission) ?? []) {
    if (isPromised(submission.promise, expectation)) continue;
    const keys = keysOf(expectation);
    if (expectation.verdict || Object.keys(keys).length === 0)
      warnings.push(`what is expected of submission "${submission.name}" is not all carried over`);
    if (expectation.cases === undefined) Object.assign(said, keys);
    else said[expectation.cases] = keys;
  }
  return said;
}

/**
 * What is said of a folder whose name promises something else in this format than in the legacy one, by which we
 * judge: empty when it is the same.
 */
export function saidOfFolder(folder: string): Said {
  const [own, modern] = [keysOf(promiseOf(folder) ?? {}), keysOf(modernPromiseOf(folder) ?? {})];
  return folder === 'accepted' || JSON.stringify(own) === JSON.stringify(modern) ? {} : own;
}

/** Whether a folder's name says it, in one version of the format or the other. */
function isPromised(folder: string, { cases, ...expected }: SubmissionExpectation): boolean {
  if (cases !== undefined) return false;
  const same = JSON.stringify(expected);
  return [promiseOf(folder), modernPromiseOf(folder)].some((promise) => JSON.stringify(promise) === same);
}

function keysOf({ permitted, required, score, message }: Partial<SubmissionExpectation>): Said {
  return {
    ...verdictKey('permitted', permitted),
    ...verdictKey(
      'required',
      required?.filter((verdict) => verdict !== 'PAC'),
    ),
    ...(score ? { score: score[0] === score[1] ? score[0] : [...score] } : {}),
    ...(message === undefined ? {} : { message }),
  };
}

/** Nothing at all when none of them is a verdict of the format: an empty list would permit nothing. */
function verdictKey(key: string, verdicts: readonly Verdict[] | undefined): Said {
  const known = new Set((verdicts ?? []).flatMap((verdict) => SIMPLER[verdict] ?? []));
  const ordered = ORDER.filter((verdict) => known.has(verdict));
  return ordered.length > 0 ? { [key]: ordered } : {};
}

const ORDER = ['AC', 'WA', 'TLE', 'RTE'] as const;

/** As the contest control system specification simplifies them; the inverse of `widened` in promises.ts. */
const SIMPLER: Partial<Record<Verdict, (typeof ORDER)[number]>> = {
  AC: 'AC',
  PAC: 'AC',
  WA: 'WA',
  OLE: 'WA',
  TLE: 'TLE',
  RTE: 'RTE',
  MLE: 'RTE',
};
