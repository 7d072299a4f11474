import { z } from 'zod';
import { widened } from '../../promises.js';
import { invalid, type Package } from '../package.js';
import type { PackageSubmission, SubmissionExpectation } from '../problem.js';
import { readYaml } from '../yaml.js';
import { matchesPath, parseGlob } from './glob.js';
import { described } from './values.js';

const FILE = 'submissions/submissions.yaml';

const Verdicts = z.union([
  z.array(z.enum(['AC', 'WA', 'TLE', 'RTE'])),
  z.enum(['AC', 'WA', 'TLE', 'RTE']).transform((only) => [only]),
]);

/** What is expected of a set of cases. */
const EXPECTED = {
  permitted: Verdicts.optional(),
  required: Verdicts.optional(),
  score: z
    .union([z.number().transform((only) => [only, only] as const), z.tuple([z.number(), z.number()])])
    .optional(),
  message: z.string().optional(),
  use_for_time_limit: z.union([z.boolean(), z.enum(['lower', 'upper'])]).optional(),
};

const Subset = z.strictObject(EXPECTED);

const Entry = z
  .object({
    ...EXPECTED,
    language: z.string().optional(),
    entrypoint: z.string().optional(),
    authors: described,
    model_solution: described,
  })
  .catchall(Subset);

/** Keys of an entry that are no globs of cases. */
const OWN_KEYS = new Set([...Object.keys(EXPECTED), 'language', 'entrypoint', 'authors', 'model_solution']);

/** What `submissions.yaml` says of a submission. */
export interface Ruled {
  readonly expectations: readonly SubmissionExpectation[];
  /** Where the folder itself is a key: what it says instead of the folder's usual promise, key by key. */
  readonly folder: Omit<SubmissionExpectation, 'cases'>;
  readonly language?: string;
  readonly entry?: string;
  readonly usedForTimeLimit?: PackageSubmission['usedForTimeLimit'];
}

export interface SubmissionRules {
  /** @param name path below `submissions/` */
  of(name: string): Ruled;
}

/**
 * Reads `submissions/submissions.yaml` of format 2025-09: by glob, what is expected of the submissions that match, of all
 * cases or of those that further globs match. Where several match, all must hold; of language and the like the last counts.
 */
export async function readSubmissionsYaml(from: Package): Promise<SubmissionRules> {
  const yaml = (await readYaml(from, FILE, z.record(z.string(), Entry), { unknownKeys: 'warn' })) ?? {};
  const entries = Object.entries(yaml).map(([key, entry]) => ({ key, glob: globOf(from, key), entry }));
  return {
    of(name) {
      const folder = name.split('/')[0]!;
      const matching = entries.filter(({ glob }) => matchesPath(glob, name));
      const last = <K extends 'language' | 'entrypoint' | 'use_for_time_limit'>(key: K) =>
        matching.findLast(({ entry }) => entry[key] !== undefined)?.entry[key];
      const isFolder = ({ key }: { readonly key: string }): boolean => key.replace(/\/$/, '') === folder;
      const [own] = matching.filter(isFolder);
      const expectations = matching.flatMap((each) => expectationsIn(from, each.entry, !isFolder(each)));
      const byFolder = own ? expectation(undefined, own.entry) : { cases: undefined };
      const used = usageOf(last('use_for_time_limit'), [byFolder, ...expectations]);
      return {
        expectations,
        folder: defined({ ...byFolder, cases: undefined }),
        ...defined({ language: last('language'), entry: last('entrypoint'), usedForTimeLimit: used }),
      };
    },
  };
}

/** @param whole whether what is said of all cases counts, too */
function expectationsIn(
  from: Package,
  entry: z.output<typeof Entry>,
  whole: boolean,
): readonly SubmissionExpectation[] {
  const subsets = Object.entries(entry).filter(([key]) => !OWN_KEYS.has(key));
  const all: SubmissionExpectation[] = whole ? [expectation(undefined, entry)] : [];
  for (const [glob, subset] of subsets) {
    globOf(from, glob);
    all.push(expectation(glob, subset as z.output<typeof Subset>));
  }
  return all.filter((each) => Object.keys(each).length > 1);
}

function expectation(
  cases: string | undefined,
  { permitted, required, score, message }: z.output<typeof Subset>,
) {
  return {
    cases,
    ...defined({
      permitted: permitted && widened(permitted),
      required: required && widened(required),
      score,
      message,
    }),
  };
}

/** `true`: which bound the submission is, what is expected of it tells. */
function usageOf(
  given: boolean | 'lower' | 'upper' | undefined,
  expectations: readonly SubmissionExpectation[],
): PackageSubmission['usedForTimeLimit'] {
  if (given === undefined || given === 'lower' || given === 'upper') return given;
  if (!given) return 'no';
  const whole = expectations.filter(({ cases }) => cases === undefined);
  if (
    whole.some(({ required = [] }) => required.length > 0 && required.every((verdict) => verdict === 'TLE'))
  )
    return 'upper';
  return whole.some(({ permitted }) => permitted && !permitted.includes('TLE')) ? 'lower' : 'no';
}

function globOf(from: Package, text: string) {
  try {
    return parseGlob(text);
  } catch (cause) {
    throw invalid(from, `"${FILE}": ${(cause as Error).message}`, cause);
  }
}

/** Without the keys that are undefined. */
function defined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
