import { describe, expect, test } from 'vitest';
import { textFor } from '../../../../harness/judge/judge-texts.js';

describe('textFor()', () => {
  test.each([
    ['secret/1', ['secret/1.out', '1.out', 'secret/1.txt'], 'secret/1.out'],
    ['secret/1', ['sample/1.out', 'secret/1.txt'], 'secret/1.txt'],
    ['secret/1', ['1.txt', '1.out'], '1.out'],
    ['secret/1', ['a/1.out'], 'a/1.out'],
    ['secret/1', ['1.b', '1.a'], '1.a'],
    ['secret/1', ['1'], '1'],
    ['secret/1', ['11.out', '1.out.txt'], undefined],
    ['1', [], undefined],
  ])('of %s among %j is %j', (name, paths, found) => {
    expect(
      textFor(
        paths.map((path) => ({ path })),
        name,
      )?.path,
    ).toBe(found);
  });
});
