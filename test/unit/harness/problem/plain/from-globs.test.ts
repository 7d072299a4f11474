import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemFromGlobs } from '../../../../../harness/problem/plain/from-globs.js';
import { naturalOrder } from '../../../../../harness/problem/plain/natural-order.js';
import { writeFolder } from '../../../../support/problem-package.js';

const LINES = { kind: 'lines', caseSensitive: true } as const;

async function named(
  files: readonly string[],
  inputs: readonly string[],
  answers: readonly string[],
): Promise<readonly (readonly [string, string | undefined])[]> {
  await using folder = await writeFolder('x', Object.fromEntries(files.map((file) => [file, ''])));
  const at = (patterns: readonly string[]) => patterns.map((pattern) => join(folder.path, pattern));
  const { cases } = await problemFromGlobs({ inputs: at(inputs), answers: at(answers), checker: LINES });
  return cases.map(({ name, answerFile }) => [name, answerFile?.split('/').pop()]);
}

describe('problemFromGlobs()', () => {
  test('pairs by what the wildcards stand for', async () => {
    const files = ['in_10.txt', 'in_9.txt', 'out_9.txt', 'out_10.txt', '.in_1.txt', 'other'];
    expect(await named(files, ['in_*.txt'], ['out_*.txt'])).toEqual([
      ['9', 'out_9.txt'],
      ['10', 'out_10.txt'],
    ]);
  });

  test('wildcards in folders count too, samples come first', async () => {
    const files = ['a/1/in', 'a/1/out', 'sample/1/in', 'sample/1/out', 'a/1/x/in'];
    expect(await named(files, ['*/?/in'], ['*/?/out'])).toEqual([
      ['sample/1', 'out'],
      ['a/1', 'out'],
    ]);
  });

  test('paths pair by their names without extension', async () => {
    expect(await named(['1.in', '1.ans', '2.in', '2.ans'], ['2.in', '1.in'], ['1.ans', '2.ans'])).toEqual([
      ['2', '2.ans'],
      ['1', '1.ans'],
    ]);
  });

  test.each([
    [['1.in'], ['*.out'], 'no file matches'],
    [['*.in'], ['*.out'], 'has no answer'],
    [['*.in', '*/?.in'], ['*.ans'], 'two files are the input "1"'],
    [['*a*b*c*d*'], [], 'more than 4 wildcards'],
  ])('refuses %j with %j', async (inputs, answers, message) => {
    const files = message.startsWith('no file') ? ['2.in'] : ['1.in', '1.ans', '1/1.in', 'x.in'];
    const same = message.startsWith('two') ? ['1.in', 'd/1.in'] : files;
    const patterns = message.startsWith('two') ? ['1.in', 'd/1.in'] : inputs;
    await expect(named(same, patterns, answers)).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringContaining(message),
    });
  });
});

describe('naturalOrder()', () => {
  test('has numbers by value', () => {
    expect(['b2', 'b10', 'b1', 'a', 'b02', 'b'].sort(naturalOrder)).toEqual([
      'a',
      'b',
      'b1',
      'b02',
      'b2',
      'b10',
    ]);
  });

  test('is an order: antisymmetric, and 0 only for equal names', () => {
    const name = fc.stringMatching(/^[a-c0-2]{0,6}$/);
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(naturalOrder(a, b)) + Math.sign(naturalOrder(b, a))).toBe(0);
        expect(naturalOrder(a, b) === 0).toBe(a === b);
        if (naturalOrder(a, b) < 0 && naturalOrder(b, c) < 0) expect(naturalOrder(a, c)).toBeLessThan(0);
      }),
    );
  });
});
