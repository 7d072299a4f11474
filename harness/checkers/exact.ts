import type { CheckResult } from './checker.js';
import { ACCEPTED, type Piece, wrong } from './difference.js';
import { commonPrefix } from './tokens.js';

/** Byte for byte. */
export function checkExact(output: Buffer, answer: Buffer): CheckResult {
  const equal = commonPrefix(output, answer);
  if (equal === output.length && equal === answer.length) return ACCEPTED;
  const from = (bytes: Buffer): Piece => (equal < bytes.length ? [equal, bytes.length] : undefined);
  return wrong(`byte ${equal + 1}`, output, from(output), answer, from(answer));
}
