import { formatBytes } from '../../../lib/index.js';
import { invalid, type Package, type PackageEntry } from '../package.js';
import { MAX_DATA_BYTES } from '../usual.js';

/** The files of a case: `<base>.in` and what goes with it. */
export interface CaseFiles {
  /** Path below `data/` without extension. */
  readonly name: string;
  readonly input: string;
  /** By extension, without the dot: `ans`, `out`, `yaml`, … */
  readonly others: ReadonlyMap<string, PackageEntry>;
}

/**
 * The cases among the entries of a folder, in the order of their names. An answer without an input is warned of.
 *
 * @param path of the folder, below `data/`
 * @throws BailiffError INVALID_PROBLEM for a file that is too large
 */
export function caseFilesOf(
  from: Package,
  path: string,
  entries: readonly PackageEntry[],
): readonly CaseFiles[] {
  const inputs = entries.filter(({ name, kind }) => kind === 'file' && /.\.in$/.test(name));
  const bases = new Set(inputs.map(({ name }) => name.slice(0, -'.in'.length)));
  const parts = new Map([...bases].map((base) => [base, new Map<string, PackageEntry>()]));
  for (const entry of entries) {
    const [, base = '', extension = ''] = /^(.+)\.(ans|out|yaml|files|hint|desc)$/.exec(entry.name) ?? [];
    parts.get(base)?.set(extension, entry);
    if (extension === 'ans' && !bases.has(base))
      from.warnings.push(`"data/${path}/${entry.name}" has no input`);
    refuseLarge(from, path, entry);
  }
  return inputs.map((input) => {
    const base = input.name.slice(0, -'.in'.length);
    return { name: `${path}/${base}`, input: input.path, others: parts.get(base)! };
  });
}

/** The answer, which must be there. */
export function answerOf(from: Package, { name, others }: CaseFiles): string {
  const answer = others.get('ans');
  if (answer?.kind === 'file') return answer.path;
  throw invalid(from, `"data/${name}.in" has no answer: add "data/${name}.ans"`);
}

function refuseLarge(from: Package, path: string, { name, kind, sizeBytes }: PackageEntry): void {
  if (kind === 'folder' || sizeBytes <= MAX_DATA_BYTES) return;
  throw invalid(from, `"data/${path}/${name}" is larger than ${formatBytes(MAX_DATA_BYTES)}`);
}
