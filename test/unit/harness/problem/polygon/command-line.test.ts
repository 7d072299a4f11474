import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCommand } from '../../../../../harness/problem/polygon/command-line.js';

describe('splitCommand()', () => {
  test.each([
    ['gen 1  2\t-n=3', ['gen', '1', '2', '-n=3']],
    [`gen "a b" 'c d'e`, ['gen', 'a b', 'c de']],
    [`gen '' ""`, ['gen', '', '']],
    [`gen '$x > y' a\\ b "q\\"q" "back\\slash"`, ['gen', '$x > y', 'a b', 'q"q', 'back\\slash']],
    ['  ', []],
  ])('%s', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });

  test.each([
    'gen > {1-3}',
    'gen < x',
    'gen | sort',
    'gen $RANDOM',
    'a; b',
    'a && b',
    '`id`',
    '$(id)',
    '"$HOME"',
  ])('only a shell could follow %s', (command) =>
    expect(splitCommand(command)).toContain('which only a shell could follow'),
  );

  test.each(["gen 'a", 'gen "a', 'gen \\'])('%s is not whole', (command) => {
    expect(splitCommand(command)).toEqual(expect.any(String));
  });

  test('words in single quotes come back as they are', () => {
    const word = fc.string().filter((text) => !text.includes("'"));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(splitCommand(words.map((each) => `'${each}'`).join(' '))).toEqual(words);
      }),
    );
  });
});
