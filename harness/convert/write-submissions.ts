import { posix } from 'node:path';
import { stringify } from 'yaml';
import type { PackageSubmission, Problem } from '../problem/problem.js';
import { languageCode } from './codes.js';
import { type Draft, putCopy, putFiles, putText } from './draft.js';
import { type Said, saidOf, saidOfFolder } from './expectations.js';
import { filesBelow } from './files-below.js';

/**
 * Writes `submissions/`, each in the folder that promises what it does, and submissions.yaml for what folders cannot
 * say. Of two with one name the later has a folder of its own.
 */
export async function writeSubmissions(draft: Draft, { submissions }: Problem): Promise<void> {
  const taken = new Set<string>();
  const yaml: Record<string, unknown> = {};
  for (const folder of new Set(submissions.map(({ promise }) => promise))) {
    const said = saidOfFolder(folder);
    if (Object.keys(said).length > 0) yaml[folder] = said;
  }
  for (const submission of submissions) {
    const path = await writeSubmission(draft, submission, taken);
    const said = sayings(draft, submission);
    if (path !== undefined && Object.keys(said).length > 0) yaml[path] = said;
  }
  if (Object.keys(yaml).length > 0) await putText(draft, 'submissions/submissions.yaml', stringify(yaml));
}

async function writeSubmission(
  draft: Draft,
  { name, promise, path }: PackageSubmission,
  taken: Set<string>,
): Promise<string | undefined> {
  const files = await filesBelow(path);
  const [first] = files;
  if (!first) {
    draft.warnings.push(`submission "${name}" has no file: it is left out`);
    return undefined;
  }
  const base = posix
    .basename(name)
    .replace(/[^a-zA-Z0-9_.-]/g, '_')
    .replace(/^[^a-zA-Z0-9_]/, '_');
  let target = `${promise}/${base}`;
  for (let n = 2; taken.has(target); n++) target = `${promise}/${n}-${base}`;
  taken.add(target);
  const single = files.length === 1 && first.source === path;
  if (single && first.path === posix.basename(target))
    await putCopy(draft, `submissions/${target}`, first.source);
  else await putFiles(draft, `submissions/${target}`, files); // names may matter to the language
  return target;
}

/** What submissions.yaml says of a submission. */
function sayings({ warnings }: Draft, submission: PackageSubmission): Said {
  const { language, entry, usedForTimeLimit } = submission;
  return {
    ...(language === undefined ? {} : { language: languageCode(language) }),
    ...(entry === undefined ? {} : { entrypoint: entry }),
    ...(usedForTimeLimit === undefined ? {} : { use_for_time_limit: TIME_LIMIT[usedForTimeLimit] }),
    ...saidOf(submission, warnings),
  };
}

const TIME_LIMIT = { lower: 'lower', upper: 'upper', both: true, no: false } as const;
