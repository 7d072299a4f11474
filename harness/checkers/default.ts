import { quoteBytes } from '../printable.js';
import type { DefaultChecker } from './default-flags.js';
import { readNumber } from './numbers.js';
import { commonPrefix, positionAt, skipSpace, skipToken, tokenStart } from './tokens.js';

/** A checker's opinion. `message` says where and how the output first differs; empty when accepted. */
export interface CheckResult {
  readonly verdict: 'AC' | 'WA';
  readonly message: string;
}

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

const ACCEPTED: CheckResult = { verdict: 'AC', message: '' };
const EXCERPT_BYTES = 40;

function compareFrom(checker: DefaultChecker, output: Cursor, answer: Cursor): CheckResult {
  for (;;) {
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
    if (wanted !== undefined) return isClose(checker, readNumber(output.bytes, output.at, outputEnd), wanted);
  }
  return sameText(checker.caseSensitive, output, outputEnd, answer, answerEnd);
}

function isClose(checker: DefaultChecker, got: number | undefined, wanted: number): boolean {
  if (got === undefined) return false;
  if (got === wanted) return true;
  const distance = Math.abs(got - wanted);
  // Beyond the doubles, ∞ ≤ tolerance · ∞ would accept everything.
  if (!Number.isFinite(distance)) return false;
  return (
    distance <= (checker.absoluteTolerance ?? -1) ||
    distance <= (checker.relativeTolerance ?? -1) * Math.abs(wanted)
  );
}

function sameText(
  caseSensitive: boolean,
  output: Cursor,
  outputEnd: number,
  answer: Cursor,
  answerEnd: number,
): boolean {
  const length = outputEnd - output.at;
  if (length !== answerEnd - answer.at) return false;
  for (let i = 0; i < length; i++) {
    const a = output.bytes[output.at + i]!;
    const b = answer.bytes[answer.at + i]!;
    if (a !== b && (caseSensitive || lower(a) !== lower(b))) return false;
  }
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

function sameBytes(output: Cursor, outputFrom: number, answer: Cursor, answerFrom: number): boolean {
  return output.bytes.compare(answer.bytes, answerFrom, answer.at, outputFrom, output.at) === 0;
}

function wrongSpace(output: Cursor, outputFrom: number, answer: Cursor, answerFrom: number): CheckResult {
  const got = quoteBytes(output.bytes, outputFrom, output.at, EXCERPT_BYTES);
  const wanted = quoteBytes(answer.bytes, answerFrom, answer.at, EXCERPT_BYTES);
  return { verdict: 'WA', message: `${place(output)}: white space before it is ${got}, wanted ${wanted}` };
}

function wrongToken(output: Cursor, outputEnd: number, answer: Cursor, answerEnd: number): CheckResult {
  const got = quoteBytes(output.bytes, output.at, outputEnd, EXCERPT_BYTES);
  const wanted = quoteBytes(answer.bytes, answer.at, answerEnd, EXCERPT_BYTES);
  return {
    verdict: 'WA',
    message: `${place(output)}: ${difference(output.at === outputEnd, answer.at === answerEnd)}`,
  };

  function difference(outputEnded: boolean, answerEnded: boolean): string {
    if (outputEnded) return `the output ends, wanted ${wanted}`;
    return answerEnded ? `got ${got} after the end of the answer` : `got ${got}, wanted ${wanted}`;
  }
}

function place(output: Cursor): string {
  const { line, token } = positionAt(output.bytes, output.at);
  return `line ${line}, token ${token}`;
}
