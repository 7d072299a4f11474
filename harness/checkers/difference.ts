import { quoteBytes } from '../printable.js';
import type { CheckResult } from './checker.js';

export const ACCEPTED: CheckResult = { verdict: 'AC', message: '' };

const EXCERPT_BYTES = 40;

/** Bytes `[start, end)`, quoted: at most 40 of them. */
export function excerpt(bytes: Buffer, start = 0, end = bytes.length): string {
  return quoteBytes(bytes, start, end, EXCERPT_BYTES);
}

/** A piece of an output or an answer; `undefined`: it has ended. */
export type Piece = readonly [start: number, end: number] | undefined;

/** That an output is wrong at `where`: what it has there, and what was wanted. */
export function wrong(where: string, output: Buffer, got: Piece, answer: Buffer, wanted: Piece): CheckResult {
  const shown = got && excerpt(output, ...got);
  const asked = wanted && excerpt(answer, ...wanted);
  if (shown === undefined) return reject(`${where}: the output ends, wanted ${asked}`);
  return reject(
    `${where}: got ${shown}${asked === undefined ? ' after the end of the answer' : `, wanted ${asked}`}`,
  );
}

export function reject(message: string): CheckResult {
  return { verdict: 'WA', message };
}

/** The package is at fault: nobody's output can be right. */
export function faulty(message: string): CheckResult {
  return { verdict: 'JE', message };
}
