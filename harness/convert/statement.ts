import { filesBelow } from '../problem/icpc/files-below.js';
import { openPackage } from '../problem/package.js';
import type { Problem } from '../problem/problem.js';
import { type Draft, putFiles, putText } from './draft.js';

/**
 * Writes `statement/`: that of an ICPC package as it is, all languages and pictures; for others a page with the title.
 *
 * @returns the languages that it has, at least one
 * @throws BailiffError INVALID_PROBLEM when the statement has symlinks that leave the package, or is too large
 */
export async function writeStatement(draft: Draft, problem: Problem): Promise<readonly string[]> {
  const files = await statementOf(problem);
  await putFiles(draft, 'statement', files);
  const languages = files.flatMap(({ path }) => STATEMENT.exec(path)?.[1] ?? []);
  if (languages.length > 0) return [...new Set(languages)];
  draft.warnings.push('the statement is not carried over: only its title is written');
  await putText(draft, 'statement/problem.en.md', `# ${problem.name}\n`);
  return ['en'];
}

const STATEMENT = /^problem\.([a-z]{2,3}(?:-[A-Z]{2})?)\.(?:tex|md|pdf)$/;

async function statementOf({ folder, format }: Problem) {
  if (format !== 'icpc-legacy' && format !== 'icpc-2025-09') return [];
  const from = await openPackage(folder);
  const files = [
    ...(await filesBelow(from, 'statement')),
    ...(format === 'icpc-legacy' ? await filesBelow(from, 'problem_statement') : []),
  ];
  // Legacy packages may leave the language out: it is English then.
  return files.map(({ path, source }) => ({
    path: path.replace(/^problem\.(tex|md|pdf)$/, 'problem.en.$1'),
    source,
  }));
}
