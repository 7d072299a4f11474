import { messageOf } from '../../lib/index.js';
import { clip, printable } from '../printable.js';
import type { Checker, CheckInput, CheckResult } from './checker.js';

const MESSAGE_CHARS = 4_096;

/** Asks a function of the embedder's. One that throws is at fault, not the submission. */
export async function checkByFunction(
  { name, check }: Extract<Checker, { kind: 'function' }>,
  input: CheckInput,
): Promise<CheckResult> {
  try {
    const said = await check(input);
    if (typeof said !== 'boolean') return { ...said, message: clip(printable(said.message), MESSAGE_CHARS) };
    return { verdict: said ? 'AC' : 'WA', message: '' };
  } catch (error) {
    const message = clip(printable(messageOf(error)), MESSAGE_CHARS);
    return { verdict: 'JE', message: `checker "${name}" threw: ${message}` };
  }
}
