import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from '../../../lib/parse.js';

const Schema = z.strictObject({
  count: z.number().int(),
  nested: z.strictObject({ name: z.string() }).optional(),
});
const failure = (value: unknown) => {
  try {
    return parse(Schema, value, 'the options');
  } catch (error) {
    return error as Error;
  }
};

describe('parse()', () => {
  test('gives what was parsed', () => {
    expect(parse(Schema, { count: 3 }, 'the options')).toEqual({ count: 3 });
    expect(parse(z.string().transform(Number), '5', 'a number')).toBe(5);
  });

  test.each<[unknown, RegExp]>([
    [{ count: 1.5 }, /^Cannot read the options at "count": /],
    [{ count: 1, nested: { name: 4 } }, /^Cannot read the options at "nested\.name": /],
    [{ count: 1, more: 2 }, /^Cannot read the options: .*"more"/],
    [undefined, /^Cannot read the options: /],
  ])('names what is wrong with %j', (value, message) => {
    expect(failure(value)).toMatchObject({
      code: 'INVALID_OPTIONS',
      blame: 'caller',
      message: expect.stringMatching(message),
      cause: expect.any(z.ZodError),
    });
  });

  test('gives what stands in for options that are left out, whichever are given', () => {
    const Defaults = z.strictObject({ a: z.string().optional(), b: z.number().default(7), c: z.number() });
    expect(parse(Defaults, { c: 1 }, 'the options')).toEqual({ b: 7, c: 1 });
    expect(parse(Defaults, { c: 1, a: 'x' }, 'the options')).toEqual({ a: 'x', b: 7, c: 1 });
    expect(parse(Defaults, { a: undefined, c: 1 }, 'the options')).toEqual({ a: undefined, b: 7, c: 1 });
    expect(() => parse(Defaults, { a: 'x' }, 'the options')).toThrow(/at "c"/);
  });

  test('reads what an object inherits, too', () => {
    class Options {
      get count() {
        return 3;
      }
    }
    expect(parse(Schema, new Options(), 'the options')).toEqual({ count: 3 });
    const inherited = Object.create({ nested: { name: 4 } }, { count: { value: 1, enumerable: true } });
    expect(failure(inherited)).toMatchObject({ message: expect.stringMatching(/at "nested\.name"/) });
  });

  test('keeps what objects are held to as a whole, and what others let pass', () => {
    const Ordered = z
      .strictObject({ low: z.number().optional(), high: z.number().optional() })
      .refine(({ low = 0, high = 9 }) => low < high, 'must be in order');
    expect(() => parse(Ordered, { low: 10 }, 'the options')).toThrow(/must be in order/);
    expect(parse(z.object({ a: z.number() }), { a: 1, b: 2 }, 'the options')).toEqual({ a: 1 });
    expect(parse(z.looseObject({ a: z.number() }), { a: 1, b: 2 }, 'the options')).toEqual({ a: 1, b: 2 });
  });
});
