import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { formatMs, messageOf } from '../../lib/index.js';
import { clip, printable } from '../printable.js';
import type { Checker, CheckInput, CheckResult } from './checker.js';

const SILENCE = Symbol('no answer');
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

/**
 * Asks a function of the embedder's. One that throws, says what is no opinion, or does not answer in time is at fault,
 * not the submission. What it goes on doing then is its own affair, and nothing stops one that never gives way.
 */
export async function checkByFunction(
  { name, check }: Extract<Checker, { kind: 'function' }>,
  input: CheckInput,
  wallMs: number,
): Promise<CheckResult> {
  const patience = new AbortController();
  try {
    const silence = sleep(wallMs, SILENCE, { signal: patience.signal });
    silence.catch(() => undefined); // it answered
    const answer = await Promise.race([check(input), silence]);
    if (answer === SILENCE)
      return { verdict: 'JE', message: `checker "${name}" has not answered for ${formatMs(wallMs)}` };
    const said = Opinion.safeParse(answer);
    if (said.success) return said.data;
    return {
      verdict: 'JE',
      message: `checker "${name}" gave no opinion: wanted ${WANTED}`,
    };
  } catch (error) {
    return { verdict: 'JE', message: `checker "${name}" threw: ${bounded(messageOf(error))}` };
  } finally {
    patience.abort();
  }
}

function text() {
  return z.string().transform(bounded);
}

function bounded(message: string): string {
  return clip(printable(message), MESSAGE_CHARS);
}
