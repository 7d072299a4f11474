import { join } from 'node:path';
import type { Problem } from '../problem/problem.js';
import { folderOf, submissionEntries } from './expand.js';
import { openSubmissions } from './find.js';
import type { SubmissionSource } from './submission.js';

/** Which submissions go to which problem. */
export interface Routes {
  readonly submissions: ReadonlyMap<Problem, SubmissionSource>;
  /** What goes to none, each as a sentence. */
  readonly passedOver: readonly string[];
}

/**
 * Says which submissions go to which problem. With one problem, all. With several, a folder (or zip file) that has
 * folders named like problems' ids has the submissions to each in them; every other path goes to every problem.
 *
 * @throws BailiffError as `findSubmissions()` does.
 */
export async function routeSubmissions(
  paths: readonly string[],
  problems: readonly Problem[],
): Promise<Routes> {
  const passedOver: string[] = [];
  const ids = new Set(problems.map(({ id }) => id));
  const sorted = problems.length > 1 ? await Promise.all(paths.map((path) => sortedBy(path, ids))) : [];
  for (const folder of sorted)
    passedOver.push(
      ...(folder?.others ?? []).map(
        (name) => `"${name}" in "${folder!.path}" is passed over: no problem has that id`,
      ),
    );
  const submissions = new Map<Problem, SubmissionSource>();
  for (const problem of problems) {
    const own = paths.flatMap((path, index) => ownPath(path, sorted[index], problem.id));
    submissions.set(problem, await openSubmissions(own, problem));
  }
  return { submissions, passedOver };
}

/** A folder whose folders are named like problems. */
interface Sorted {
  readonly path: string;
  readonly folder: string;
  readonly ids: ReadonlySet<string>;
  readonly others: readonly string[];
}

async function sortedBy(path: string, ids: ReadonlySet<string>): Promise<Sorted | undefined> {
  const folder = await folderOf(path, ids);
  if (folder === undefined) return undefined;
  const entries = await submissionEntries(folder, path);
  const own = entries.filter((entry) => entry.isDirectory() && ids.has(entry.name)).map(({ name }) => name);
  if (own.length === 0) return undefined;
  const others = entries.map(({ name }) => name).filter((name) => !own.includes(name));
  return { path, folder, ids: new Set(own), others };
}

function ownPath(path: string, sorted: Sorted | undefined, id: string): readonly string[] {
  if (!sorted) return [path];
  return sorted.ids.has(id) ? [join(sorted.folder, id)] : [];
}
