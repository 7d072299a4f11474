import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { BailiffError, messageOf } from '../../lib/index.js';
import type { Problem } from '../problem/problem.js';

/**
 * A digest of all that decides verdicts in a problem: its limits, groups and rules, and the bytes of its inputs,
 * answers and tools. Where the package lies, its own submissions and warnings do not count.
 *
 * @throws BailiffError STORAGE_FAILED when a file cannot be read.
 */
export async function digestOfProblem(problem: Problem): Promise<string> {
  const { folder: _, warnings: __, submissions: ___, inputValidators: ____, cases, ...rest } = problem;
  const files = new Map<string, string>();
  const hash = createHash('sha256');
  for (const part of [rest, ...cases]) {
    for (const path of filesIn(part)) if (!files.has(path)) files.set(path, await digestOfFile(path));
    hash.update(
      JSON.stringify(part, (key, value: unknown) => (isFile(key, value) ? files.get(value) : value)),
    );
    hash.update('\n');
  }
  return hash.digest('hex');
}

/** The keys under which the model has paths of the host. */
const FILE_KEYS = new Set(['inputFile', 'answerFile', 'source']);

function isFile(key: string, value: unknown): value is string {
  return FILE_KEYS.has(key) && typeof value === 'string';
}

function filesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => (isFile(key, value) ? [value] : filesIn(value)));
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot read "${path}": ${messageOf(cause)}`, { cause });
  }
  return hash.digest('hex');
}
