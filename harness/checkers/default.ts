import type { CheckResult } from './checker.js';
import { isClose } from './closeness.js';
import type { DefaultChecker } from './default-flags.js';
import { ACCEPTED, excerpt, type Piece, reject, wrong } from './difference.js';
import { readNumber } from './numbers.js';
import {
  commonPrefix,
  positionAt,
  sameText,
  sameTokens,
  skipSpace,
  skipToken,
  tokenStart,
} from './tokens.js';

/**
 * The default output validator of the ICPC problem package format: token by token, split on ASCII white space,
 * ASCII letters compared without case unless the checker is case sensitive. With a tolerance, a token of the answer
 * that is a number (grammar of format 2025-09: see `readNumber`) is compared by value, and one tolerance of the two
 * suffices; any other token as text, so `nan` and `inf` match only themselves. With `spaceChangeSensitive`
 * the white space must be the same byte for byte.
 *
 * Works on bytes as they are: NUL, invalid UTF-8 and lines of any length are like any others.
 */
export function checkDefault(checker: DefaultChecker, output: Buffer, answer: Buffer): CheckResult {
  const equal = commonPrefix(output, answer);
  if (equal === output.length && equal === answer.length) return ACCEPTED;
  // What is the same byte for byte is accepted by every rule; go on where the first differing token begins.
  const start = tokenStart(output, equal);
  return compareFrom(checker, { bytes: output, at: start }, { bytes: answer, at: start });
}

interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

function compareFrom(checker: DefaultChecker, output: Cursor, answer: Cursor): CheckResult {
  for (;;) {
    if (!checker.spaceChangeSensitive) {
      const differ = sameTokens(checker.caseSensitive, output.bytes, answer.bytes, output.at, answer.at);
      output.at = differ.a;
      answer.at = differ.b;
    }
    const outputSpace = output.at;
    const answerSpace = answer.at;
    output.at = skipSpace(output.bytes, output.at);
    answer.at = skipSpace(answer.bytes, answer.at);
    if (checker.spaceChangeSensitive && !sameBytes(output, outputSpace, answer, answerSpace)) {
      return wrongSpace(output, outputSpace, answer, answerSpace);
    }
    const outputEnd = skipToken(output.bytes, output.at);
    const answerEnd = skipToken(answer.bytes, answer.at);
    if (outputEnd === output.at && answerEnd === answer.at) return ACCEPTED;
    if (!sameToken(checker, output, outputEnd, answer, answerEnd))
      return wrongToken(output, outputEnd, answer, answerEnd);
    output.at = outputEnd;
    answer.at = answerEnd;
  }
}

function sameToken(
  checker: DefaultChecker,
  output: Cursor,
  outputEnd: number,
  answer: Cursor,
  answerEnd: number,
): boolean {
  if (outputEnd === output.at || answerEnd === answer.at) return false;
  if (checker.absoluteTolerance !== undefined || checker.relativeTolerance !== undefined) {
    const wanted = readNumber(answer.bytes, answer.at, answerEnd);
    if (wanted !== undefined) {
      const got = readNumber(output.bytes, output.at, outputEnd);
      return got !== undefined && isClose(got, wanted, checker.absoluteTolerance, checker.relativeTolerance);
    }
  }
  return sameText(
    checker.caseSensitive,
    output.bytes,
    output.at,
    outputEnd,
    answer.bytes,
    answer.at,
    answerEnd,
  );
}

function sameBytes(output: Cursor, outputFrom: number, answer: Cursor, answerFrom: number): boolean {
  return output.bytes.compare(answer.bytes, answerFrom, answer.at, outputFrom, output.at) === 0;
}

function wrongSpace(output: Cursor, outputFrom: number, answer: Cursor, answerFrom: number): CheckResult {
  const got = excerpt(output.bytes, outputFrom, output.at);
  const wanted = excerpt(answer.bytes, answerFrom, answer.at);
  return reject(`${place(output)}: white space before it is ${got}, wanted ${wanted}`);
}

function wrongToken(output: Cursor, outputEnd: number, answer: Cursor, answerEnd: number): CheckResult {
  return wrong(
    place(output),
    output.bytes,
    piece(output.at, outputEnd),
    answer.bytes,
    piece(answer.at, answerEnd),
  );
}

function piece(start: number, end: number): Piece {
  return end > start ? [start, end] : undefined;
}

function place(output: Cursor): string {
  const { line, token } = positionAt(output.bytes, output.at);
  return `line ${line}, token ${token}`;
}
