import { RE2JS } from 're2js';
import { messageOf } from '../../lib/index.js';
import { clip, printable } from '../printable.js';
import type { CheckResult, LibraryChecker } from './checker.js';
import { ACCEPTED, excerpt, faulty, reject } from './difference.js';
import { isSpace } from './tokens.js';

type Regex = Pick<Extract<LibraryChecker, { kind: 'regex' }>, 'pattern' | 'flags'>;

/**
 * The whole output, but for white space at its end, matches a regular expression in RE2's syntax: no look-around, no
 * back-references, time linear in the output. Flags: `i` without case, `m` with `^` and `$` at lines, `s` with
 * line ends for `.`. JE when the expression is wrong, or is too large for an output of this length.
 */
export function checkRegex(regex: Regex, output: Buffer): CheckResult {
  const compiled = compileRegex(regex);
  if (typeof compiled === 'string') return faulty(compiled);
  let end = output.length;
  while (end > 0 && isSpace(output[end - 1]!)) end--;
  const steps = compiled.programSize() * end;
  if (steps > MAX_STEPS) return faulty(`the regular expression is too large to match ${end} bytes of output`);
  return compiled.matches(output.toString('utf8', 0, end))
    ? ACCEPTED
    : reject(`the output does not match: ${excerpt(output, 0, end)}`);
}

/** The expression, ready to match, or a sentence that says what is wrong with it. */
export function compileRegex({ pattern, flags }: Regex): RE2JS | string {
  if (pattern.length > MAX_PATTERN) return `the regular expression is longer than ${MAX_PATTERN} characters`;
  const unknown = [...flags].find((flag) => !FLAGS.has(flag));
  if (unknown !== undefined) return `the regular expression has an unknown flag "${printable(unknown)}"`;
  try {
    return RE2JS.compile(
      pattern,
      [...flags].reduce((all, flag) => all | FLAGS.get(flag)!, 0),
    );
  } catch (error) {
    return `the regular expression is wrong: ${clip(printable(messageOf(error)), 200)}`;
  }
}

const MAX_PATTERN = 1_000;
/** Instructions × bytes. The worst takes 11 ns each, in which nothing else is done. */
const MAX_STEPS = 2e8;

const FLAGS: ReadonlyMap<string, number> = new Map([
  ['i', RE2JS.CASE_INSENSITIVE],
  ['m', RE2JS.MULTILINE],
  ['s', RE2JS.DOTALL],
]);
