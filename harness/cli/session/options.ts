import { z } from 'zod';
import { BailiffError } from '../../../lib/errors.js';
import { limitShape } from '../limit-options.js';

const once = z.string({ error: 'give it once' });

export const ACTIONS = ['open', 'list', 'exec', 'cp', 'snapshot', 'fork', 'rm'] as const;

export const SessionArgs = z.object({
  action: z.enum(ACTIONS),
  words: z.array(z.string()).default([]),
  '--': z.array(z.string()).default([]),
  from: once.optional(),
  language: once.optional(),
  libraries: z
    .array(z.string())
    .optional()
    .transform((words) => words?.flatMap((word) => word.split(','))),
  env: z
    .array(z.string().regex(/^[^=]+=/, 'must be NAME=VALUE'))
    .default([])
    .transform((pairs) => Object.fromEntries(pairs.map(splitPair))),
  cwd: once.optional(),
  stdin: once.optional(),
  size: once.optional(),
  count: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 999')
    .default('1')
    .transform(Number),
  json: z.boolean().default(false),
  ...limitShape,
});

export type SessionArgs = z.output<typeof SessionArgs>;

/** The id that the action is for. @throws BailiffError INVALID_OPTIONS */
export function idOf({ action, words }: SessionArgs): string {
  const [id] = words;
  if (id !== undefined) return id;
  throw new BailiffError('INVALID_OPTIONS', `Cannot ${action} a session: name it; see bailiff session list`);
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
