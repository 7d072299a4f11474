import { formatBytes } from '../../../lib/index.js';
import { invalid, list, type Package, type PackageEntry } from '../package.js';
import { MAX_CASES, MAX_DATA_BYTES } from '../usual.js';
import { naturalOrder } from './natural-order.js';

/** A pair of files. */
export interface PlainCase {
  /** Path without extension. */
  readonly name: string;
  readonly input: string;
  readonly answer: string | undefined;
  readonly sample: boolean;
}

/** The cases of a folder, and of those below it. */
export interface PlainFolder {
  /** Path in the problem; empty for the problem's own. */
  readonly name: string;
  readonly cases: readonly PlainCase[];
  readonly folders: readonly PlainFolder[];
}

const MAX_DEPTH = 16;
const SUBMISSIONS = 'submissions';
const SAMPLE = /^(sample|example)/i;

/**
 * Finds `*.in` with `*.ans` or `*.out` beside them, here and in folders below; those without cases are left out.
 * Samples come first, then the rest by name, numbers by value.
 *
 * @throws BailiffError INVALID_PROBLEM for too many, too large or too deep ones
 */
export async function findCases(from: Package): Promise<PlainFolder> {
  let count = 0;
  return visit('', false, 0);

  async function visit(name: string, sample: boolean, depth: number): Promise<PlainFolder> {
    if (depth > MAX_DEPTH) throw invalid(from, `"${name}" is nested deeper than ${MAX_DEPTH} folders`);
    const entries = (await list(from, name)).filter((entry) => depth > 0 || entry.name !== SUBMISSIONS);
    const cases = casesIn(from, name, entries, sample);
    count += cases.length;
    if (count > MAX_CASES) throw invalid(from, `it has more than ${MAX_CASES} cases`);
    const folders: PlainFolder[] = [];
    for (const entry of entries.filter(({ kind }) => kind === 'folder')) {
      const below = await visit(join(name, entry.name), sample || SAMPLE.test(entry.name), depth + 1);
      if (below.cases.length > 0 || below.folders.length > 0) folders.push(below);
    }
    return { name, cases: [...cases].sort(samplesFirst), folders: folders.sort(samplesFirst) };
  }
}

function casesIn(
  from: Package,
  folder: string,
  entries: readonly PackageEntry[],
  sample: boolean,
): readonly PlainCase[] {
  const files = new Map(entries.filter(({ kind }) => kind === 'file').map((entry) => [entry.name, entry]));
  return [...files.values()].flatMap((input) => {
    if (!input.name.endsWith('.in') || input.name === '.in') return [];
    const stem = input.name.slice(0, -'.in'.length);
    const answer = answerOf(from, folder, stem, files);
    for (const file of [input, answer]) if (file) refuseLarge(from, folder, file);
    const name = join(folder, stem);
    return [{ name, input: input.path, answer: answer?.path, sample: sample || SAMPLE.test(stem) }];
  });
}

function answerOf(
  from: Package,
  folder: string,
  stem: string,
  files: ReadonlyMap<string, PackageEntry>,
): PackageEntry | undefined {
  const [ans, out] = [files.get(`${stem}.ans`), files.get(`${stem}.out`)];
  if (ans && out)
    from.warnings.push(`"${join(folder, out.name)}" is passed over: there is "${ans.name}" too`);
  return ans ?? out;
}

function refuseLarge(from: Package, folder: string, { name, sizeBytes }: PackageEntry): void {
  if (sizeBytes <= MAX_DATA_BYTES) return;
  throw invalid(from, `"${join(folder, name)}" is larger than ${formatBytes(MAX_DATA_BYTES)}`);
}

function samplesFirst(a: PlainCase | PlainFolder, b: PlainCase | PlainFolder): number {
  return Number(isSample(b)) - Number(isSample(a)) || naturalOrder(a.name, b.name);
}

function isSample(each: PlainCase | PlainFolder): boolean {
  return 'sample' in each ? each.sample : [...each.cases, ...each.folders].every(isSample);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
