import type { CheckResult } from './checker.js';
import { isClose } from './closeness.js';
import { ACCEPTED, excerpt, faulty, type Piece, wrong } from './difference.js';
import { readNumber } from './numbers.js';
import { positionAt, skipSpace, skipToken } from './tokens.js';

/**
 * Numbers, separated by any white space, each within `tolerance` of the answer's, absolutely or relatively to it. Whole
 * numbers that a double cannot tell apart are compared digit by digit when the tolerance is 0. A word that is no
 * number is wrong; in the answer it is JE.
 */
export function checkNumbers(tolerance: number, output: Buffer, answer: Buffer): CheckResult {
  let got = 0;
  let wanted = 0;
  for (;;) {
    got = skipSpace(output, got);
    wanted = skipSpace(answer, wanted);
    const gotEnd = skipToken(output, got);
    const wantedEnd = skipToken(answer, wanted);
    if (gotEnd === got && wantedEnd === wanted) return ACCEPTED;
    const gotToken: Piece = gotEnd > got ? [got, gotEnd] : undefined;
    const wantedToken: Piece = wantedEnd > wanted ? [wanted, wantedEnd] : undefined;
    const number = wantedToken && readNumber(answer, wanted, wantedEnd);
    if (wantedToken && number === undefined)
      return faulty(
        `the answer's ${place(answer, wanted)} is no number: ${excerpt(answer, wanted, wantedEnd)}`,
      );
    const value = gotToken && readNumber(output, got, gotEnd);
    const same = value !== undefined && number !== undefined && isClose(value, number, tolerance, tolerance);
    if (!same || (tolerance === 0 && !sameWhole(output, got, gotEnd, answer, wanted, wantedEnd)))
      return wrong(place(output, got), output, gotToken, answer, wantedToken);
    got = gotEnd;
    wanted = wantedEnd;
  }
}

function place(bytes: Buffer, at: number): string {
  const { line, token } = positionAt(bytes, at);
  return `line ${line}, token ${token}`;
}

/** Whether two tokens whose doubles are the same are, when both are whole numbers of many digits. */
function sameWhole(a: Buffer, aFrom: number, aTo: number, b: Buffer, bFrom: number, bTo: number): boolean {
  if (Math.min(aTo - aFrom, bTo - bFrom) <= SAFE_DIGITS) return true;
  const [aDigits, bDigits] = [digitsFrom(a, aFrom, aTo), digitsFrom(b, bFrom, bTo)];
  if (aDigits === undefined || bDigits === undefined) return true;
  return a.compare(b, bDigits, bTo, aDigits, aTo) === 0;
}

/** Whole numbers of up to as many digits are exact as doubles. */
const SAFE_DIGITS = 15;

/** Where the digits of a whole number begin that are not leading zeros; `undefined`: it is none. */
function digitsFrom(bytes: Buffer, from: number, to: number): number | undefined {
  const first = bytes[from] === PLUS || bytes[from] === MINUS ? from + 1 : from;
  let start = first;
  while (start < to - 1 && bytes[start] === ZERO) start++;
  for (let at = start; at < to; at++) if (bytes[at]! < ZERO || bytes[at]! > NINE) return undefined;
  return start;
}

const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
