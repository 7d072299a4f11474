import { z } from 'zod';
import type { Checker, LibraryChecker } from './checker.js';
import { parseDefaultFlags } from './default-flags.js';
import { compileRegex } from './regex.js';

const caseSensitive = z.boolean().default(true);

/** A checker by name, with its options. */
const Spec = z.discriminatedUnion(
  'name',
  [
    z.strictObject({ name: z.enum(['default', 'tokens']), flags: z.string().default('') }),
    z.strictObject({ name: z.literal('exact') }),
    z.strictObject({ name: z.literal('lines'), case_sensitive: caseSensitive }),
    z.strictObject({ name: z.literal('unordered-lines'), case_sensitive: caseSensitive }),
    z.strictObject({ name: z.literal('numbers'), tolerance: z.number().nonnegative().default(1e-6) }),
    z.strictObject({ name: z.literal('yes-no') }),
    z.strictObject({
      name: z.literal('regex'),
      pattern: z.string(),
      flags: z
        .string()
        .regex(/^[ims]*$/, 'must be of i, m and s')
        .default(''),
    }),
    z.strictObject({ name: z.literal('contains') }),
    z.strictObject({ name: z.literal('characters') }),
  ],
  {
    error:
      'is not known: there are default (or tokens), exact, lines, unordered-lines, numbers, yes-no, regex, contains, characters',
  },
);

/**
 * Reads a checker as configuration has it: a name, or `{ name: numbers, tolerance: 1e-6 }`.
 *
 * @returns the checker, or a sentence that says what is wrong
 */
export function parseCheckerSpec(value: unknown): Checker | string {
  const parsed = Spec.safeParse(typeof value === 'string' ? { name: value } : value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `${JSON.stringify(value)?.slice(0, 80)}: ${issue!.path.join('.') || 'it'} ${issue!.message}`;
  }
  const spec = parsed.data;
  switch (spec.name) {
    case 'default':
    case 'tokens':
      return parseDefaultFlags(spec.flags.split(/\s+/).filter((flag) => flag !== ''));
    case 'lines':
    case 'unordered-lines':
      return { kind: spec.name, caseSensitive: spec.case_sensitive };
    case 'numbers':
      return { kind: spec.name, tolerance: spec.tolerance };
    case 'regex':
      return regexChecker({ kind: spec.name, pattern: spec.pattern, flags: spec.flags });
    default:
      return { kind: spec.name };
  }
}

function regexChecker(checker: Extract<LibraryChecker, { kind: 'regex' }>): Checker | string {
  const compiled = compileRegex(checker);
  return typeof compiled === 'string' ? compiled : checker;
}
