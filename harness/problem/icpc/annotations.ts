import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Verdict } from '../../verdict.js';
import { list, type Package, type PackageEntry } from '../package.js';
import type { SubmissionExpectation } from '../problem.js';

/** DOMjudge's names of results, upper case. */
const RESULTS: ReadonlyMap<string, readonly Verdict[]> = new Map<string, readonly Verdict[]>([
  ['CORRECT', ['AC']],
  ['ACCEPTED', ['AC']],
  ['PARTIALLY-ACCEPTED', ['PAC']],
  ['WRONG-ANSWER', ['WA']],
  ['NO-OUTPUT', ['WA']],
  ['TIMELIMIT', ['TLE']],
  ['TIME-LIMIT-EXCEEDED', ['TLE']],
  ['RUN-ERROR', ['RTE', 'MLE']],
  ['RUN-TIME-ERROR', ['RTE', 'MLE']],
  ['MEMORY-LIMIT', ['MLE']],
  ['OUTPUT-LIMIT', ['OLE']],
  ['COMPILER-ERROR', ['CE']],
]);

const MAX_BYTES = 1024 * 1024;
const MAX_FILES = 50;

/**
 * What a submission's source says of itself: `@EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT` (one of them is what it
 * comes to) and `@EXPECTED_SCORE@: 40`; `undefined` when it says nothing.
 */
export async function readAnnotation(
  from: Package,
  path: string,
  entry: PackageEntry,
): Promise<SubmissionExpectation | undefined> {
  const files =
    entry.kind === 'file' ? [entry] : (await list(from, path)).filter(({ kind }) => kind === 'file');
  const sources = await Promise.all(files.slice(0, MAX_FILES).map((file) => beginningOf(file.path)));
  const results = sources.map((source) => /@EXPECTED_RESULTS@: *([^\r\n]*)/i.exec(source)?.[1]).find(Boolean);
  const score = sources
    .map((source) => /@EXPECTED_SCORE@: *(-?\d+(?:\.\d+)?)/i.exec(source)?.[1])
    .find(Boolean);
  const verdict = results === undefined ? undefined : verdictsOf(from, path, results);
  if (verdict === undefined && score === undefined) return undefined;
  return {
    cases: undefined,
    ...(verdict ? { verdict } : {}),
    ...(score === undefined ? {} : { score: [Number(score), Number(score)] as const }),
  };
}

/** Reads the names up to the first that is none: comments end there. */
function verdictsOf(from: Package, path: string, results: string): readonly Verdict[] | undefined {
  const names = results.split(',').map((name) => /^[A-Za-z_-]+/.exec(name.trim())?.[0] ?? '');
  const verdicts = names.flatMap((name) => RESULTS.get(name.toUpperCase().replaceAll('_', '-')) ?? []);
  const unknown = names.find((name) => !RESULTS.has(name.toUpperCase().replaceAll('_', '-')));
  if (unknown !== undefined)
    from.warnings.push(`"${path}": the expected result "${unknown}" is not known: it is passed over`);
  return verdicts.length > 0 ? [...new Set(verdicts)] : undefined;
}

/** Not of any one encoding: only ASCII is looked for. */
async function beginningOf(path: string): Promise<string> {
  await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { size } = await file.stat();
  const bytes = Buffer.alloc(Math.min(size, MAX_BYTES));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
  return bytes.toString('latin1', 0, bytesRead);
}
