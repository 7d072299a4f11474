import { z } from 'zod';
import { messageOf } from '../../lib/index.js';
import { clip, printable } from '../printable.js';
import type { Checker, CheckInput, CheckResult } from './checker.js';

const MESSAGE_CHARS = 4_096;
const WANTED = 'true, false, or { verdict: AC, WA, PAC or JE; message; score, or a fraction of 0 to 1 }';

/** What a function may say: it is often plain JavaScript, and a report must not have verdicts that there are not. */
const Opinion = z.union([
  z
    .boolean()
    .transform((accepted) => ({ verdict: accepted ? ('AC' as const) : ('WA' as const), message: '' })),
  z.strictObject({
    verdict: z.enum(['AC', 'WA', 'PAC', 'JE']),
    message: text().default(''),
    teamMessage: text().optional(),
    score: z.number().optional(),
    fraction: z.number().min(0).max(1).optional(),
  }),
]);

/** Asks a function of the embedder's. One that throws, or says what is no opinion, is at fault, not the submission. */
export async function checkByFunction(
  { name, check }: Extract<Checker, { kind: 'function' }>,
  input: CheckInput,
): Promise<CheckResult> {
  try {
    const said = Opinion.safeParse(await check(input));
    if (said.success) return said.data;
    return {
      verdict: 'JE',
      message: `checker "${name}" gave no opinion: wanted ${WANTED}`,
    };
  } catch (error) {
    return { verdict: 'JE', message: `checker "${name}" threw: ${bounded(messageOf(error))}` };
  }
}

function text() {
  return z.string().transform(bounded);
}

function bounded(message: string): string {
  return clip(printable(message), MESSAGE_CHARS);
}
