import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { BailiffError, messageOf } from '../../lib/index.js';
import type { TestCase } from '../problem/problem.js';
import type { Linting } from './linting.js';

/** Looks into inputs and answers: text as the format has it, and no two cases that ask the same. */
export async function lintData({ problem, findings, signal }: Linting): Promise<void> {
  const first = new Map<string, string>();
  for (const testCase of problem.cases) {
    signal?.throwIfAborted();
    const { name, inputFile, answerFile } = testCase;
    const input = inputFile === undefined ? undefined : await lookAt(inputFile);
    const answer = answerFile === undefined ? undefined : await lookAt(answerFile);
    if (input?.fault !== undefined) findings.warning(name, `its input ${input.fault}`);
    if (answer?.fault !== undefined) findings.warning(name, `its answer ${answer.fault}`);
    if (problem.task.kind === 'suite') continue;
    const key = JSON.stringify([
      input?.hash,
      testCase.args,
      testCase.files.map(({ path, source }) => [path, source]),
    ]);
    const same = first.get(key);
    if (same === undefined) first.set(key, name);
    else report(testCase, same, problem.cases);
  }

  function report({ name, sample }: TestCase, same: string, cases: readonly TestCase[]): void {
    // Samples are often among the secret cases once more, and are meant to be.
    if (sample || cases.find((each) => each.name === same)?.sample) return;
    findings.warning(name, `its input is the same as that of "${same}"`);
  }
}

interface Look {
  readonly hash: string;
  /** What is odd about the text. */
  readonly fault: string | undefined;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads a file piece by piece: it may be of any size. */
async function lookAt(path: string): Promise<Look> {
  const hash = createHash('sha256');
  const isText = createUtf8Check();
  let fault: string | undefined;
  let begun = false;
  let last: number | undefined;
  try {
    for await (const piece of createReadStream(path)) {
      const bytes = piece as Buffer;
      hash.update(bytes);
      if (!begun && bytes.subarray(0, 3).equals(BOM)) fault ??= 'begins with a byte order mark';
      begun = true;
      if (bytes.includes(0x0d)) fault ??= 'has CR at line ends: the format asks for LF';
      if (!isText(bytes)) fault ??= 'is not UTF-8';
      last = bytes.at(-1);
    }
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot read test data: ${messageOf(cause)}`, { cause });
  }
  if (!isText()) fault ??= 'is not UTF-8';
  if (last !== undefined && last !== 0x0a) fault ??= 'does not end with a line end';
  return { hash: hash.digest('hex'), fault };
}

/** Tells of each piece whether all is UTF-8 so far; without one, whether the text has ended well. */
function createUtf8Check(): (piece?: Buffer) => boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (piece) => {
    try {
      decoder.decode(piece, { stream: piece !== undefined });
      return true;
    } catch {
      return false;
    }
  };
}
