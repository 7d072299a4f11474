import type { z } from 'zod';
import { BailiffError } from './errors.js';
import { copyOf, isPlainly, type PlainOptions } from './plain-options.js';

/**
 * Parses what a caller gave, once, at the door. Options as plain as `plain` says are copied as they are.
 *
 * @throws BailiffError INVALID_OPTIONS that names the first wrong option and what is wrong with it.
 */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: string,
  plain?: PlainOptions,
): z.output<S> {
  if (plain && isPlainly(value, plain)) return copyOf(value) as z.output<S>;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const where = issue.path.length === 0 ? '' : ` at "${issue.path.join('.')}"`;
  throw new BailiffError('INVALID_OPTIONS', `Cannot read ${what}${where}: ${issue.message}`, {
    cause: parsed.error,
  });
}
