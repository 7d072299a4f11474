import type { Checker } from '../../checkers/checker.js';
import { parseCheckerSpec } from '../../checkers/spec.js';
import { invalid, type Package } from '../package.js';
import { programAt } from './program.js';

/**
 * The checker that problem.yaml of a plain folder asks for; the default one when it says nothing.
 *
 * @throws BailiffError INVALID_PROBLEM
 */
export async function plainChecker(
  from: Package,
  spec: string | Readonly<Record<string, unknown>> | undefined,
): Promise<Checker> {
  const program = typeof spec === 'object' ? await programChecker(from, spec) : undefined;
  if (program) return program;
  const checker = parseCheckerSpec(spec ?? 'default');
  if (typeof checker === 'string')
    throw invalid(from, `"problem.yaml" has no checker that is known: ${checker}`);
  return checker;
}

async function programChecker(
  from: Package,
  spec: Readonly<Record<string, unknown>>,
): Promise<Checker | undefined> {
  const [[kind, path] = [undefined, undefined], ...others] = Object.entries(spec);
  if (kind !== 'validator' && kind !== 'testlib' && kind !== 'spj') return undefined;
  if (typeof path !== 'string' || others.length > 0)
    throw invalid(from, `"problem.yaml": checker must be { ${kind}: path } and nothing else`);
  const tool = await programAt(from, path);
  return kind === 'spj' ? { kind, tool } : { kind, tool, args: [] };
}
