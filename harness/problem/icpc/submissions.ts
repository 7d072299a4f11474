import type { Promised } from '../../promises.js';
import { isSourceName } from '../../submission/entry.js';
import { list, type Package, type PackageEntry } from '../package.js';
import type { PackageSubmission, SubmissionExpectation } from '../problem.js';
import { readAnnotation } from './annotations.js';
import { languageOfCode } from './languages.js';
import { shebangOf } from './programs.js';
import { readSubmissionsJson, type SubmissionsJson } from './submissions-json.js';
import { readSubmissionsYaml, type SubmissionRules } from './submissions-yaml.js';

/** What a folder's name promises, by the version of the format. */
export type PromiseOfFolder = (folder: string) => Promised | undefined;

/** In these the folder says what is expected, whatever a source says (DOMjudge). */
const OFFICIAL = new Set(['accepted', 'wrong_answer', 'time_limit_exceeded', 'run_time_error']);

/** Not used for the time limit, though accepted or too slow. */
const UNTIMED = new Set(['brute_force', 'slow_accepted']);

/**
 * The submissions of an ICPC package, and what is expected of each: by the folder that it is in; in folders other than
 * the four official ones by `@EXPECTED_RESULTS@` in its source; by `submissions/submissions.yaml`. Each file and
 * each folder directly in a folder is one. Programs in languages that are not known are passed over with a warning.
 */
export async function readSubmissions(
  from: Package,
  promiseOf: PromiseOfFolder,
  kind: 'programs' | 'answers',
): Promise<readonly PackageSubmission[]> {
  const rules = await readSubmissionsYaml(from);
  const json = await readSubmissionsJson(from);
  const submissions: PackageSubmission[] = [];
  for (const folder of await list(from, 'submissions')) {
    if (folder.kind !== 'folder') continue;
    for (const entry of await list(from, `submissions/${folder.name}`)) {
      if (kind === 'programs' && isNoSubmission(entry)) continue;
      const submission = await readSubmission(folder.name, entry, { from, promiseOf, rules, json });
      if (kind === 'answers' || (await isInKnownLanguage(from, submission, entry)))
        submissions.push(submission);
    }
  }
  return submissions;
}

interface Reading {
  readonly from: Package;
  readonly promiseOf: PromiseOfFolder;
  readonly rules: SubmissionRules;
  readonly json: SubmissionsJson;
}

async function readSubmission(
  promise: string,
  entry: PackageEntry,
  { from, promiseOf, rules, json }: Reading,
): Promise<PackageSubmission> {
  const name = `${promise}/${entry.name}`;
  const ruled = rules.of(name);
  const told = json.get(name);
  const language = ruled.language ?? told?.language;
  const canonical = language === undefined ? undefined : languageOfCode(language);
  if (language !== undefined && canonical === undefined)
    from.warnings.push(
      `"submissions/${name}" is said to be in "${language}", which is not known: its file name counts`,
    );
  const byFolder = await expectedByFolder(from, promise, entry, promiseOf);
  const whole = { cases: undefined, ...byFolder, ...ruled.folder };
  const expectations = [...(Object.keys(whole).length > 1 ? [whole] : []), ...ruled.expectations];
  const usedForTimeLimit = ruled.usedForTimeLimit ?? (UNTIMED.has(promise) ? 'no' : undefined);
  const entryName = ruled.entry ?? told?.entry;
  return {
    name,
    promise,
    path: entry.path,
    ...(expectations.length > 0 ? { expectations } : {}),
    ...(canonical === undefined ? {} : { language: canonical }),
    ...(entryName === undefined ? {} : { entry: entryName }),
    ...(usedForTimeLimit === undefined ? {} : { usedForTimeLimit }),
  };
}

/** A source's annotation goes before the folder, where it counts. */
async function expectedByFolder(
  from: Package,
  folder: string,
  entry: PackageEntry,
  promiseOf: PromiseOfFolder,
): Promise<Omit<SubmissionExpectation, 'cases'>> {
  const annotated = OFFICIAL.has(folder)
    ? undefined
    : await readAnnotation(from, `submissions/${folder}/${entry.name}`, entry);
  return annotated ?? promiseOf(folder) ?? {};
}

/** Whether there is a toolchain for it, as far as its names tell; what is packed into more folders is looked at later. */
async function isInKnownLanguage(
  from: Package,
  { name, language }: PackageSubmission,
  entry: PackageEntry,
): Promise<boolean> {
  if (language !== undefined || /\.zip$/i.test(entry.name)) return true;
  const files = entry.kind === 'file' ? [entry] : await list(from, `submissions/${name}`);
  const known = files.some((file) => file.kind === 'folder' || isSourceName(file.name));
  if (known && !(await isForPython2(files))) return true;
  from.warnings.push(`"submissions/${name}" is passed over: there is no toolchain for its language`);
  return false;
}

/** The legacy format has Python 2 in files of the same extension, told apart by their first line. */
async function isForPython2([only, ...others]: readonly PackageEntry[]): Promise<boolean> {
  if (!only?.name.endsWith('.py') || only.kind === 'folder' || others.length > 0) return false;
  return /python2/.test((await shebangOf(only.path)) ?? '');
}

/** Notes that authors leave among programs. */
function isNoSubmission({ name, kind }: PackageEntry): boolean {
  return kind === 'file' && /\.(md|txt|desc|yaml|json)$|^README/i.test(name);
}
