import type { CheckResult } from './checker.js';
import { ACCEPTED, excerpt, reject } from './difference.js';
import { sameText, skipSpace, skipToken } from './tokens.js';

/**
 * Each token of the answer is a token of the output, in the same order; whatever else the output has does not count.
 * As in the default checker, ASCII letters are the same in either case.
 */
export function checkContains(output: Buffer, answer: Buffer): CheckResult {
  let at = 0;
  for (let start = skipSpace(answer, 0); start < answer.length; ) {
    const end = skipToken(answer, start);
    const found = tokenAfter(output, at, answer, start, end);
    if (found === undefined)
      return reject(`${excerpt(answer, start, end)} is not in the output, or not in order`);
    at = found;
    start = skipSpace(answer, end);
  }
  return ACCEPTED;
}

/** Where the next token ends that is `answer[start, end)`. */
function tokenAfter(
  output: Buffer,
  from: number,
  answer: Buffer,
  start: number,
  end: number,
): number | undefined {
  for (let at = skipSpace(output, from); at < output.length; ) {
    const stop = skipToken(output, at);
    if (sameText(false, output, at, stop, answer, start, end)) return stop;
    at = skipSpace(output, stop);
  }
  return undefined;
}
