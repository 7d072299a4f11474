import { formatBytes } from '../../lib/index.js';
import { check } from '../checkers/check.js';
import type { TestCase } from '../problem/problem.js';
import type { Source } from '../submission/read.js';
import type { Finding } from './case-run.js';
import type { Judging } from './judging.js';

/** Judges a case of a task whose submissions are the outputs themselves. */
export async function judgeText(
  { problem, tools }: Judging,
  texts: readonly Source[],
  testCase: TestCase,
  signal: AbortSignal,
): Promise<Finding> {
  const text = textFor(texts, testCase.name);
  if (text === undefined) return { verdict: 'WA', message: 'there is no file for this case' };
  const output = text.content;
  const { outputBytes } = problem.limits;
  if (output.length > outputBytes)
    return { verdict: 'OLE', message: `"${text.path}" has more than ${formatBytes(outputBytes)}` };
  return { ...(await check(tools, { testCase, output, signal })), output };
}

/**
 * The file for a case: `<case>.out`, else the case's name with any extension, else its last part as `.out`, with any
 * extension; the first by name where several fit.
 */
export function textFor<File extends { readonly path: string }>(
  files: readonly File[],
  name: string,
): File | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1);
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const find = (fits: (path: string) => boolean) => sorted.find(({ path }) => fits(path));
  return (
    find((path) => path === `${name}.out`) ??
    find((path) => withoutExtension(path) === name) ??
    find((path) => baseName(path) === `${last}.out`) ??
    find((path) => withoutExtension(baseName(path)) === last)
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}
