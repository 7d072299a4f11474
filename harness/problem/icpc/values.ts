import { z } from 'zod';

/** A key that only describes the problem: let through as it is. */
export const described = z.unknown().optional();

/** Text that YAML may have taken for a number. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Arguments: a list, or text that is split at white space. */
export const args = z.union([z.array(text).readonly(), z.string().transform(words)]);

export function words(flags: string): readonly string[] {
  return flags.split(/\s+/).filter((word) => word !== '');
}

/** The name of a problem: text, or by language, where English goes first. */
export const names = z.union([text, z.record(z.string(), text)]);

export function nameOf(name: z.output<typeof names> | undefined): string | undefined {
  return typeof name === 'object' ? (name.en ?? Object.values(name)[0]) : name;
}
