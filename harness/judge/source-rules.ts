import type { JobFile } from '../../lib/index.js';
import { recipeForFile } from '../../toolchains/index.js';
import type { Problem } from '../problem/problem.js';
import { isEntryName } from '../submission/entry.js';
import { readSources, type Source } from '../submission/read.js';
import type { Submission } from '../submission/submission.js';
import { readProblemFiles, substituteConstants } from './tool-sources.js';

/** What is compiled of a submission. */
export interface Sources {
  readonly files: readonly JobFile[];
  readonly main: string;
}

/** The text that is put before or behind the entry. */
type Around = Readonly<Record<string, string>>;

/**
 * A submission's sources as the problem wants them: the problem's files over them, its text around the entry. A file of
 * the problem that is named as an entry is the entry. What would stand where a case puts a file of its own is left out.
 *
 * @throws BailiffError INVALID_SUBMISSION when the submission was changed meanwhile, STORAGE_FAILED, TOO_LARGE
 */
export async function applySourceRules(problem: Problem, submission: Submission): Promise<Sources> {
  const { include, prepend, append, constants } = problem.sources;
  const { language } = submission;
  const own = (await readSources(submission)).map(({ path, content }) => ({
    path,
    content: substituteConstants(content, submission.constants ?? {}),
  }));
  const given = await readProblemFiles(
    Object.hasOwn(include, language) ? include[language]! : (include.default ?? []),
    constants,
  );
  const taken = [...given.map(({ path }) => path), ...pathsOfCases(problem)];
  const kept = own.filter(({ path }) => !taken.some((other) => clash(path, other)));
  const wrapped = kept.map((file) =>
    file.path === submission.main ? wrap(file, language, prepend, append) : file,
  );
  return { files: [...wrapped, ...given], main: entryIn(given, language) ?? submission.main };
}

function pathsOfCases({ task, cases }: Problem): readonly string[] {
  const input = task.kind === 'batch' && task.inputName !== undefined ? [task.inputName] : [];
  return [...new Set([...input, ...cases.flatMap(({ files }) => files.map(({ path }) => path))])];
}

/** Whether both cannot be in one folder: equal, or one is a folder of the other. */
function clash(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function wrap(file: Source, language: string, prepend: Around, append: Around): Source {
  const before = Buffer.from(textFor(prepend, language));
  const behind = Buffer.from(textFor(append, language));
  if (before.length + behind.length === 0) return file;
  return { ...file, content: Buffer.concat([before, file.content, behind]) };
}

function textFor(texts: Around, language: string): string {
  return (Object.hasOwn(texts, language) ? texts[language] : texts.default) ?? '';
}

function entryIn(files: readonly JobFile[], language: string): string | undefined {
  return files.find(
    ({ path }) => !path.includes('/') && isEntryName(path) && recipeForFile(path)?.name === language,
  )?.path;
}
