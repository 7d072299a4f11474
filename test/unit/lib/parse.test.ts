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
});
