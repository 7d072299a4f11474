import { checkCharacters } from './characters.js';
import type { CheckInput, CheckResult, LibraryChecker } from './checker.js';
import { checkContains } from './contains.js';
import { checkDefault } from './default.js';
import type { DefaultChecker } from './default-flags.js';
import { checkExact } from './exact.js';
import { checkLines } from './lines.js';
import { checkNumbers } from './numbers-checker.js';
import { checkRegex } from './regex.js';
import { checkUnorderedLines } from './unordered-lines.js';
import { checkYesNo } from './yes-no.js';

/**
 * Judges an output by a checker of our own. All of them work on bytes as they are (NUL, invalid UTF-8, lines of
 * any length), in time linear in output and answer, and with messages of bounded length. JE: the answer, or the
 * checker's own option, is not what it must be.
 */
export function checkBuiltin(
  checker: DefaultChecker | LibraryChecker,
  { output, answer }: Pick<CheckInput, 'input' | 'output' | 'answer'>,
): CheckResult {
  switch (checker.kind) {
    case 'default':
      return checkDefault(checker, output, answer);
    case 'exact':
      return checkExact(output, answer);
    case 'lines':
      return checkLines(checker.caseSensitive, output, answer);
    case 'unordered-lines':
      return checkUnorderedLines(checker.caseSensitive, output, answer);
    case 'numbers':
      return checkNumbers(checker.tolerance, output, answer);
    case 'yes-no':
      return checkYesNo(output, answer);
    case 'regex':
      return checkRegex(checker, output);
    case 'contains':
      return checkContains(output, answer);
    case 'characters':
      return checkCharacters(output, answer);
    default:
      return checker satisfies never;
  }
}
