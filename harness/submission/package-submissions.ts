import { BailiffError } from '../../lib/index.js';
import { findRecipe, recipeForFile } from '../../toolchains/index.js';
import type { PackageSubmission, Problem } from '../problem/problem.js';
import { findEntry } from './entry.js';
import { kindOf, PROGRAMS, type SubmissionKind } from './kind.js';
import { refusalOf } from './refusal.js';
import { scanSubmission } from './scan.js';
import type { Submission } from './submission.js';

/** A submission of the package, looked at, and what the package says of it. */
export interface PackageEntrant {
  readonly submission: Submission;
  readonly origin: PackageSubmission;
}

/** The package's own submissions that `takes` lets through, in the order of the package. */
export async function packageSubmissions(
  problem: Problem,
  takes: (origin: PackageSubmission) => boolean,
): Promise<readonly PackageEntrant[]> {
  const kind = kindOf(problem);
  const { constants } = problem.sources;
  return Promise.all(
    problem.submissions
      .filter(takes)
      .map(async (origin) => ({ submission: { ...(await scan(origin, kind)), constants }, origin })),
  );
}

async function scan(origin: PackageSubmission, kind: SubmissionKind): Promise<Submission> {
  const { name, path, language, entry } = origin;
  if (kind.text || (language === undefined && entry === undefined)) return scanSubmission(path, name, kind);
  const scanned = await scanSubmission(path, name, { ...PROGRAMS, text: true });
  return { ...scanned, ...entryOf(origin, scanned) };
}

/** The package names the language, the entry (a file, or a class within one) or both; file names tell the rest. */
function entryOf(
  { name, language, entry }: PackageSubmission,
  { files }: Submission,
): Pick<Submission, 'language' | 'main'> {
  const paths = files.map(({ path }) => path);
  const main = paths.find((path) => path === entry);
  const found =
    main === undefined ? inLanguage(paths, language) : { main, language: recipeForFile(main)?.name };
  const known = language ?? found?.language;
  if (found && known !== undefined) return { main: found.main, language: known };
  throw new BailiffError(
    'UNKNOWN_LANGUAGE',
    `${refusalOf(name)}it has no source in the language that is told`,
  );
}

/** The entry among the files of a language; the only file counts whatever its name. */
function inLanguage(
  paths: readonly string[],
  language: string | undefined,
): { readonly main: string; readonly language: string | undefined } | undefined {
  const recipe = language === undefined ? undefined : findRecipe(language);
  const own = paths.filter((path) => recipe === undefined || recipeForFile(path) === recipe);
  const found = findEntry(own);
  if (typeof found !== 'string') return found;
  const [only] = paths;
  return paths.length === 1 && only !== undefined ? { main: only, language: recipe?.name } : undefined;
}
