import type { CheckResult } from './checker.js';
import { ACCEPTED, type Piece, reject, wrong } from './difference.js';
import { checkLines } from './lines.js';
import { positionAt, skipSpace, skipToken } from './tokens.js';

/**
 * HUSTOJ's comparison: the characters that are not white space, in order. Where only white space differs, at other
 * places than line ends and the end of the output, it is WA as a presentation error.
 */
export function checkCharacters(output: Buffer, answer: Buffer): CheckResult {
  if (checkLines(true, output, answer).verdict === 'AC') return ACCEPTED;
  let got = skipSpace(output, 0);
  let wanted = skipSpace(answer, 0);
  while (got < output.length && wanted < answer.length && output[got] === answer[wanted]) {
    got = skipSpace(output, got + 1);
    wanted = skipSpace(answer, wanted + 1);
  }
  if (got >= output.length && wanted >= answer.length)
    return reject('presentation error: only white space differs from the answer');
  const { line } = positionAt(output, got);
  return wrong(`line ${line}`, output, restOfToken(output, got), answer, restOfToken(answer, wanted));
}

function restOfToken(bytes: Buffer, at: number): Piece {
  return at < bytes.length ? [at, skipToken(bytes, at)] : undefined;
}
