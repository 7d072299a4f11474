import { BailiffError, type StepResult } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import { misbehaved } from '../checkers/said.js';
import type { ToolFault } from '../judge/tool-shop.js';

/** A fault of the package's, found while its tests are made. */
export function cannotPrepare(id: string, why: string): BailiffError {
  return new BailiffError('INVALID_PROBLEM', `Cannot prepare problem "${id}": ${why}`);
}

/**
 * What a tool did, when it ended with exit code 0.
 *
 * @param what it was about, e.g. `for "tests/02"`
 * @throws BailiffError INVALID_PROBLEM naming the tool, how it ended, and what it said on stderr
 */
export function succeeded(
  id: string,
  tool: Tool,
  what: string,
  result: StepResult<Buffer> | ToolFault,
): StepResult<Buffer> {
  if (result.status === 'fault') throw cannotPrepare(id, result.message);
  if (!result.ok) throw cannotPrepare(id, `${what}: ${misbehaved(tool, result, '0')}`);
  return result;
}
