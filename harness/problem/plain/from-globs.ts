import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { BailiffError, formatBytes } from '../../../lib/index.js';
import type { Checker } from '../../checkers/checker.js';
import { NO_SCORE, PASS_FAIL } from '../../scoring/rules.js';
import type { Problem, TestCase } from '../problem.js';
import {
  DEFAULT_CHECKER,
  MAX_CASES,
  MAX_DATA_BYTES,
  NO_SOURCE_RULES,
  simpleCase,
  USUAL_LIMITS,
} from '../usual.js';
import { type GlobMatch, globFiles } from './glob.js';
import { needsAnswer, timeLimitOf } from './load-plain.js';

/** Files that make a problem without any package. */
export interface GlobProblem {
  /** Patterns, e.g. `tests/*.in`, or paths. */
  readonly inputs: readonly string[];
  /** Patterns of the answers. What their wildcards stand for tells which input each belongs to. */
  readonly answers: readonly string[];
  /** @default the name of the folder of the first input */
  readonly name?: string;
  /** CPU time. @default 2,000 */
  readonly timeMs?: number;
  /** @default 256 MiB */
  readonly memoryBytes?: number;
  /** @default 64 MiB */
  readonly outputBytes?: number;
  /** @default the default one of the ICPC format, without flags */
  readonly checker?: Checker;
}

/**
 * Makes a pass-fail problem of files. An input and an answer belong together when the wildcards of their patterns
 * stand for the same, or, of paths without wildcards, when their names without extension are the same. A case is named
 * by that; `sample` or `example` at the beginning makes it a sample.
 *
 * @example
 * await problemFromGlobs({ inputs: ['tests/in_*.txt'], answers: ['tests/out_*.txt'], checker })
 *
 * @throws BailiffError INVALID_OPTIONS when nothing matches, or an input has no answer or two
 */
export async function problemFromGlobs(given: GlobProblem): Promise<Problem> {
  const inputs = await filesByName(given.inputs, 'input');
  const answers = await filesByName(given.answers, 'answer');
  if (inputs.size === 0) throw refused(`no file matches ${quoted(given.inputs)}`);
  if (inputs.size > MAX_CASES) throw refused(`more than ${MAX_CASES} files match ${quoted(given.inputs)}`);
  const cases = [...inputs].map(([name, inputFile]) => caseOf(name, inputFile, answers.get(name), given));
  cases.sort((a, b) => Number(b.sample) - Number(a.sample));
  const folder = dirname(cases[0]!.inputFile!);
  const id = given.name ?? basename(folder);
  const warnings = [...answers.keys()]
    .filter((name) => !inputs.has(name))
    .map((name) => `answer "${name}" has no input`);
  const members = cases.map(({ name }) => ({ kind: 'case', name, score: NO_SCORE }) as const);
  return {
    id,
    name: id,
    folder,
    format: 'plain',
    type: 'pass-fail',
    timeLimit:
      given.timeMs === undefined
        ? timeLimitOf(warnings, undefined)
        : { kind: 'declared', timeMs: given.timeMs, file: 'option', tleFactor: 1 },
    limits: {
      ...USUAL_LIMITS,
      memoryBytes: given.memoryBytes ?? USUAL_LIMITS.memoryBytes,
      outputBytes: given.outputBytes ?? USUAL_LIMITS.outputBytes,
    },
    task: { kind: 'batch', passes: 1 },
    sources: NO_SOURCE_RULES,
    cases,
    root: { name: '', members, requires: [], rule: PASS_FAIL },
    inputValidators: [],
    submissions: [],
    warnings,
  };
}

function caseOf(
  name: string,
  inputFile: string,
  answerFile: string | undefined,
  { checker = DEFAULT_CHECKER, answers }: GlobProblem,
): TestCase {
  if (answerFile === undefined && needsAnswer(checker))
    throw refused(`"${inputFile}" has no answer: none of ${quoted(answers)} is "${name}"`);
  return simpleCase({ name, inputFile, answerFile, sample: /^(sample|example)/i.test(name), checker });
}

/** Absolute paths by what tells them apart, in the order of the patterns and of the names. */
async function filesByName(patterns: readonly string[], what: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const pattern of patterns) {
    for (const match of await globFiles(pattern)) {
      const name = nameOf(match);
      const path = await realpath(resolve(match.path));
      const other = files.get(name);
      if (other === path) continue;
      if (other !== undefined) throw refused(`two files are the ${what} "${name}": "${other}" and "${path}"`);
      if ((await stat(path)).size > MAX_DATA_BYTES)
        throw refused(`"${path}" is larger than ${formatBytes(MAX_DATA_BYTES)}`);
      files.set(name, path);
    }
  }
  return files;
}

function nameOf({ path, captures }: GlobMatch): string {
  const captured = captures.filter((capture) => capture !== '').join('/');
  return captured === '' ? basename(path, extname(path)) : captured;
}

function quoted(patterns: readonly string[]): string {
  return patterns.map((pattern) => `"${pattern}"`).join(', ') || 'nothing';
}

function refused(why: string): BailiffError {
  return new BailiffError('INVALID_OPTIONS', `Cannot make a problem of files: ${why}`);
}
