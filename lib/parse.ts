import { z } from 'zod';
import { BailiffError } from './errors.js';

/**
 * Parses what a caller gave, once, at the door.
 *
 * @throws BailiffError INVALID_OPTIONS that names the first wrong option and what is wrong with it.
 */
export function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = narrowed(schema, value).safeParse(value);
  if (parsed.success) return parsed.data as z.output<S>;
  const issue = parsed.error.issues[0]!;
  const where = issue.path.length === 0 ? '' : ` at "${issue.path.join('.')}"`;
  throw new BailiffError('INVALID_OPTIONS', `Cannot read ${what}${where}: ${issue.message}`, {
    cause: parsed.error,
  });
}

const SETS_AT_MOST = 100;
const narrowedBy = new WeakMap<z.ZodObject, Map<string, z.ZodType>>();

/**
 * The schema without what is neither given nor needed: to find a dozen options undefined took a tenth of Node's time
 * for a run. Callers give the same few sets of options again and again.
 */
function narrowed(schema: z.ZodType, value: unknown): z.ZodType {
  if (!(schema instanceof z.ZodObject) || !isPlain(value) || !isStrict(schema)) return schema;
  const sets = narrowedBy.get(schema) ?? new Map<string, z.ZodType>();
  narrowedBy.set(schema, sets);
  const names = Object.keys(value);
  const set = names.join('\0');
  const known = sets.get(set);
  if (known || sets.size >= SETS_AT_MOST) return known ?? schema;
  const { shape }: z.ZodObject = schema;
  if (!names.every((name) => Object.hasOwn(shape, name))) return schema; // which says that there is no such option
  const picked = Object.entries(shape).filter(([name, type]) => names.includes(name) || !isNothing(type));
  const narrow = z.strictObject(Object.fromEntries(picked));
  sets.set(set, narrow);
  return narrow;
}

/** Nothing but its options, and each for itself. */
function isStrict({ def }: z.ZodObject): boolean {
  return def.catchall instanceof z.ZodNever && !def.checks?.length;
}

/** Whether it may be left out, and nothing comes in its place. */
function isNothing(type: z.core.$ZodType): boolean {
  const { success, data } = z.safeParse(type, undefined);
  return success && data === undefined;
}

/** What an object inherits is read by a schema too, and not among its keys. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
