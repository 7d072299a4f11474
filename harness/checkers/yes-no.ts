import type { CheckResult } from './checker.js';
import { ACCEPTED, excerpt, faulty, reject } from './difference.js';
import { skipSpace, skipToken } from './tokens.js';

/** One word that means yes (yes, y, true) or no (no, n, false), in any case. */
export function checkYesNo(output: Buffer, answer: Buffer): CheckResult {
  const wanted = meaningOf(answer);
  if (wanted === undefined) return faulty(`the answer is neither yes nor no: ${excerpt(answer)}`);
  const got = meaningOf(output);
  if (got === wanted) return ACCEPTED;
  return reject(
    got === undefined ? `got ${excerpt(output)}, neither yes nor no` : `got ${got}, wanted ${wanted}`,
  );
}

function meaningOf(bytes: Buffer): 'yes' | 'no' | undefined {
  const start = skipSpace(bytes, 0);
  const end = skipToken(bytes, start);
  if (end - start > LONGEST || skipSpace(bytes, end) < bytes.length) return undefined;
  return MEANINGS.get(bytes.toString('latin1', start, end).toLowerCase());
}

const LONGEST = 5;

const MEANINGS: ReadonlyMap<string, 'yes' | 'no'> = new Map([
  ['yes', 'yes'],
  ['y', 'yes'],
  ['true', 'yes'],
  ['no', 'no'],
  ['n', 'no'],
  ['false', 'no'],
]);
