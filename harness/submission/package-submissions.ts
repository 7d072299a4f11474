import type { PackageSubmission, Problem } from '../problem/problem.js';
import { scanSubmission } from './scan.js';
import type { Submission } from './submission.js';

/** A submission of the package, looked at, and the folder that it is in. */
export interface Promising {
  readonly submission: Submission;
  readonly folder: string;
}

/** The package's own submissions in folders that `takes` names. */
export async function packageSubmissions(
  problem: Problem,
  takes: (folder: string) => boolean,
): Promise<readonly Promising[]> {
  return Promise.all(problem.submissions.filter(({ promise }) => takes(promise)).map(scan));
}

/** The submissions that the package calls accepted. */
export async function acceptedOf(problem: Problem): Promise<readonly Submission[]> {
  const found = await packageSubmissions(problem, (folder) => folder === 'accepted');
  return found.map(({ submission }) => submission);
}

async function scan({ name, promise, path }: PackageSubmission): Promise<Promising> {
  return { submission: await scanSubmission(path, name), folder: promise };
}
