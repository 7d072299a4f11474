import type { Checker, Tool } from '../../checkers/checker.js';
import { parseDefaultFlags } from '../../checkers/default-flags.js';
import { invalid, type Package } from '../package.js';

/**
 * Makes the checker for arguments of the output validator. The same arguments give the same object.
 *
 * @throws BailiffError INVALID_PROBLEM for flags that the default output validator does not know; `where` says who gives
 * them
 */
export type CheckerMaker = (args: readonly string[], where: string) => Checker;

/** @param validators the package's own: all must accept. None: the default output validator. */
export function checkerMaker(from: Package, validators: readonly Tool[]): CheckerMaker {
  const made = new Map<string, Checker>();
  return (args, where) => {
    const key = JSON.stringify(args);
    const checker = made.get(key) ?? make(from, validators, args, where);
    made.set(key, checker);
    return checker;
  };
}

function make(from: Package, validators: readonly Tool[], args: readonly string[], where: string): Checker {
  const checkers = validators.map((tool): Checker => ({ kind: 'validator', tool, args }));
  const [only] = checkers;
  if (only) return checkers.length === 1 ? only : { kind: 'all', checkers };
  const checker = parseDefaultFlags(args);
  if (typeof checker !== 'string') return checker;
  throw invalid(from, `output validator's ${checker} (arguments of ${where} or above)`);
}
