import type { CheckResult } from './checker.js';
import { ACCEPTED, excerpt, reject } from './difference.js';
import { eachLine } from './lines.js';
import { lowerCase } from './tokens.js';

/** Lines in any order, each as often as in the answer; white space at line ends and empty lines at the end do not count. */
export function checkUnorderedLines(caseSensitive: boolean, output: Buffer, answer: Buffer): CheckResult {
  const left = countedLines(caseSensitive ? answer : lowerCase(answer));
  const compared = caseSensitive ? output : lowerCase(output);
  let number = 0;
  let rejected: CheckResult | undefined;
  eachLine(compared, (start, end) => {
    number++;
    const line = lineOf(compared, start, end);
    const count = left.get(line) ?? 0;
    if (count > 1) left.set(line, count - 1);
    else if (count === 1) left.delete(line);
    else
      rejected = reject(
        `line ${number}: ${excerpt(output, start, end)} is not, or not as often, in the answer`,
      );
    return rejected === undefined;
  });
  if (rejected) return rejected;
  const [missing] = left.keys();
  return missing === undefined
    ? ACCEPTED
    : reject(
        `the line ${excerpt(Buffer.from(missing, 'latin1'))} is missing, or not there as often as wanted`,
      );
}

function countedLines(bytes: Buffer): Map<string, number> {
  const counts = new Map<string, number>();
  eachLine(bytes, (start, end) => {
    const line = lineOf(bytes, start, end);
    counts.set(line, (counts.get(line) ?? 0) + 1);
    return true;
  });
  return counts;
}

/** Each byte as a character: no two lines become the same. */
function lineOf(bytes: Buffer, start: number, end: number): string {
  return start === end ? '' : bytes.toString('latin1', start, end);
}
