import type { Problem } from '../problem/problem.js';
import { expand } from './expand.js';
import { type Found, lookAt } from './found.js';
import { kindOf, PROGRAMS, type SubmissionKind } from './kind.js';
import type { Submission, SubmissionSource } from './submission.js';

/**
 * The submissions that paths stand for, looked at but not read:
 *
 * - a file is one submission;
 * - a folder with an entry directly in it (`main.py`, `Main.java`, `__main__.py`, …) is one submission of several files;
 * - any other folder holds submissions: each file, each zip file and each folder directly in it is one;
 * - a zip file is what the folder in it is.
 *
 * Downloads of course platforms are understood, see {@link submissionsIn}. Hidden files and clutter are passed over. Of
 * several paths that would have the same name, each is shown by its whole path.
 *
 * One of many that cannot be judged (no known language, a symlink, a broken zip file) has a `fault`.
 *
 * @param problem What the submissions are for. @default any problem that wants programs
 * @throws BailiffError INVALID_SUBMISSION or UNKNOWN_LANGUAGE for a path that was named itself.
 */
export async function findSubmissions(
  paths: readonly string[],
  problem?: Problem,
): Promise<readonly Submission[]> {
  const submissions: Submission[] = [];
  for await (const submission of await openSubmissions(paths, problem)) submissions.push(submission);
  return submissions;
}

/** As {@link findSubmissions}, for thousands: those in folders are looked at when their turn comes. */
export async function openSubmissions(
  paths: readonly string[],
  problem?: Problem,
): Promise<SubmissionSource> {
  const kind = problem ? kindOf(problem) : PROGRAMS;
  const found: Found[] = [];
  for (const path of paths) found.push(...(await expand(path, kind)));
  return sourceOf(withDistinctNames(found), kind);
}

async function sourceOf(found: readonly Found[], kind: SubmissionKind): Promise<SubmissionSource> {
  const looked = new Map<Found, Submission>();
  for (const each of found) if (each.given) looked.set(each, await lookAt(each, kind));
  return {
    length: found.length,
    async *[Symbol.asyncIterator]() {
      for (const each of found) yield looked.get(each) ?? (await lookAt(each, kind));
    },
  };
}

function withDistinctNames(found: readonly Found[]): readonly Found[] {
  const times = new Map<string, number>();
  for (const { name } of found) times.set(name, (times.get(name) ?? 0) + 1);
  return found.map((each) => (times.get(each.name) === 1 ? each : { ...each, name: wholeName(each) }));
}

function wholeName({ name, path, members }: Found): string {
  return members ? `${path}/${name}` : path;
}
