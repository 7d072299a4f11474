import { posix } from 'node:path';
import { invalid, type Package } from '../package.js';
import type { PackageSubmission, SubmissionExpectation } from '../problem.js';
import type { PolygonDescription } from './description.js';
import { fileOf } from './files.js';
import { languageOf } from './languages.js';

/** What a tag promises: a folder of the ICPC format where one says the same, else verdicts of its own. */
interface Promised {
  readonly folder: string;
  readonly expectations?: readonly SubmissionExpectation[];
}

const verdicts = (
  folder: string,
  expectation: Pick<SubmissionExpectation, 'permitted' | 'required'>,
): Promised => ({ folder, expectations: [{ cases: undefined, ...expectation }] });

const PROMISES: ReadonlyMap<string, Promised> = new Map([
  ['main', { folder: 'accepted' }],
  ['accepted', { folder: 'accepted' }],
  ['wrong-answer', { folder: 'wrong_answer' }],
  ['presentation-error', { folder: 'wrong_answer' }],
  ['time-limit-exceeded', { folder: 'time_limit_exceeded' }],
  ['memory-limit-exceeded', { folder: 'memory_limit_exceeded' }],
  ['time-limit-exceeded-or-accepted', verdicts('mixed', { permitted: ['AC', 'TLE'] })],
  ['time-limit-exceeded-or-memory-limit-exceeded', verdicts('mixed', { required: ['TLE', 'MLE'] })],
  ['rejected', verdicts('rejected', { required: ['WA', 'PAC', 'CE', 'RTE', 'TLE', 'MLE', 'OLE'] })],
  ['failed', verdicts('rejected', { required: ['WA', 'PAC', 'CE', 'RTE', 'TLE', 'MLE', 'OLE'] })],
]);

/** The solutions of the package, and the name of the main one among them. */
export interface PolygonSolutions {
  readonly submissions: readonly PackageSubmission[];
  readonly main: string | undefined;
}

/** Finds the solutions; those that cannot be judged, by tag or language, are passed over with a warning. */
export async function findSolutions(
  from: Package,
  solutions: PolygonDescription['solutions'],
): Promise<PolygonSolutions> {
  const submissions: PackageSubmission[] = [];
  let main: string | undefined;
  for (const { tag, source } of solutions) {
    const entry = await fileOf(from, source.path);
    if (!entry) throw invalid(from, `"problem.xml" names "${source.path}", which is not there`);
    const promised = PROMISES.get(tag);
    const language = languageOf(source.type, source.path);
    if (!promised || language === undefined) {
      const why = promised
        ? `there is no toolchain for type "${source.type}"`
        : `the tag "${tag}" is not known`;
      from.warnings.push(`"${source.path}" is passed over: ${why}`);
      continue;
    }
    const name = `${tag}/${posix.basename(source.path)}`;
    if (tag === 'main') main = name;
    submissions.push({
      name,
      promise: promised.folder,
      path: entry.path,
      language,
      ...(promised.expectations ? { expectations: promised.expectations } : {}),
    });
  }
  return { submissions, main };
}
