import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkBuiltin } from '../../../../harness/checkers/builtin.js';
import type { LibraryChecker } from '../../../../harness/checkers/checker.js';

function check(checker: LibraryChecker, output: string | Buffer, answer: string | Buffer = '') {
  return checkBuiltin(checker, {
    input: Buffer.alloc(0),
    output: Buffer.from(output as string),
    answer: Buffer.from(answer as string),
  });
}

const LINES: LibraryChecker = { kind: 'lines', caseSensitive: true };
const ANY_CASE: LibraryChecker = { kind: 'lines', caseSensitive: false };
const UNORDERED: LibraryChecker = { kind: 'unordered-lines', caseSensitive: true };
const UNORDERED_ANY_CASE: LibraryChecker = { kind: 'unordered-lines', caseSensitive: false };
const EXACT: LibraryChecker = { kind: 'exact' };
const WHOLE: LibraryChecker = { kind: 'numbers', tolerance: 0 };
const NEAR: LibraryChecker = { kind: 'numbers', tolerance: 1e-6 };
const YES_NO: LibraryChecker = { kind: 'yes-no' };
const CONTAINS: LibraryChecker = { kind: 'contains' };
const CHARACTERS: LibraryChecker = { kind: 'characters' };
const regex = (pattern: string, flags = ''): LibraryChecker => ({ kind: 'regex', pattern, flags });

test.each([
  [EXACT, 'a\n', 'a\n', ''],
  [EXACT, 'a', 'a\n', 'byte 2: the output ends, wanted "\\n"'],
  [EXACT, 'a\r\n', 'a\n', 'byte 2: got "\\r\\n", wanted "\\n"'],
  [EXACT, 'A', 'a', 'byte 1: got "A", wanted "a"'],
  [EXACT, 'a\0', 'a', 'byte 2: got "\\0" after the end of the answer'],

  [LINES, 'a b  \r\nc\n\n\n', 'a b\nc', ''],
  [LINES, '', '\n \n', ''],
  [LINES, 'a\n\nb', 'a\n\nb', ''],
  [LINES, 'a\nb', 'a\n\nb', 'line 2: got "b", wanted ""'],
  [LINES, 'a  b', 'a b', 'line 1: got "a  b", wanted "a b"'],
  [LINES, ' a', 'a', 'line 1: got " a", wanted "a"'],
  [LINES, 'x\ny', 'x\ny\nz', 'line 3: the output ends, wanted "z"'],
  [LINES, 'x\ny\nz\n', 'x\ny', 'line 3: got "z" after the end of the answer'],
  [LINES, 'x\nyes', 'x\nYes', 'line 2: got "yes", wanted "Yes"'],
  [LINES, 'x\nyz', 'x\ny', 'line 2: got "yz", wanted "y"'],
  [ANY_CASE, 'x\nyes', 'x\nYES', ''],
  [ANY_CASE, 'É', 'é', 'line 1: got "É", wanted "é"'],

  [UNORDERED, 'b\na \r\n', 'a\nb', ''],
  [UNORDERED, 'a\na', 'a\nb', 'line 2: "a" is not, or not as often, in the answer'],
  [UNORDERED, 'a', 'a\nb', 'the line "b" is missing, or not there as often as wanted'],
  [UNORDERED, 'a\nb\nc', 'a\nb', 'line 3: "c" is not, or not as often, in the answer'],
  [UNORDERED, 'B\na', 'A\nb', 'line 1: "B" is not, or not as often, in the answer'],
  [UNORDERED_ANY_CASE, 'B\na', 'A\nb', ''],

  [NEAR, '1.0000005\n2', '1 2', ''],
  [NEAR, '1.00001', '1', 'line 1, token 1: got "1.00001", wanted "1"'],
  [NEAR, '1000000.5', '1e6', ''],
  [NEAR, 'nan', '1', 'line 1, token 1: got "nan", wanted "1"'],
  [NEAR, '1e999', '1e999', ''],
  [NEAR, '1', '1e999', 'line 1, token 1: got "1", wanted "1e999"'],
  [NEAR, '1', '1\n2', 'line 1, token 2: the output ends, wanted "2"'],
  [NEAR, '1 2', '1', 'line 1, token 2: got "2" after the end of the answer'],
  [WHOLE, '1.0', '1', ''],
  [WHOLE, '-0', '0', ''],
  [WHOLE, '9007199254740993', '9007199254740993', ''],
  [
    WHOLE,
    '9007199254740993',
    '9007199254740992',
    'line 1, token 1: got "9007199254740993", wanted "9007199254740992"',
  ],
  [WHOLE, '+0009007199254740993', '9007199254740993', ''],
  [WHOLE, '0000000000000000', '-00000000000000000', ''],

  [YES_NO, 'Y\n', 'yes', ''],
  [YES_NO, 'FALSE', 'No', ''],
  [YES_NO, 'no', 'yes', 'got no, wanted yes'],
  [YES_NO, 'maybe', 'yes', 'got "maybe", neither yes nor no'],
  [YES_NO, 'yes yes', 'yes', 'got "yes yes", neither yes nor no'],
  [YES_NO, '', 'yes', 'got "", neither yes nor no'],

  [regex('\\d+ \\d+'), '1 23\n\n', '', ''],
  [regex('\\d+'), 'x1', '', 'the output does not match: "x1"'],
  [regex('a|ab'), 'ab', '', ''],
  [regex('yes', 'i'), 'YES', '', ''],
  [regex('a.b', ''), 'a\nb', '', 'the output does not match: "a\\nb"'],
  [regex('a.b', 's'), 'a\nb', '', ''],
  [regex('(?:^\\d+$\\n?)+', 'm'), '1\n2\n3', '', ''],

  [CONTAINS, 'The sum is 42 today', 'SUM 42', ''],
  [CONTAINS, '42 sum', 'sum 42', '"42" is not in the output, or not in order'],
  [CONTAINS, '142', '42', '"42" is not in the output, or not in order'],
  [CONTAINS, 'a', 'a a', '"a" is not in the output, or not in order'],
  [CONTAINS, '', ' \n', ''],

  [CHARACTERS, 'a b \r\nc\n\n', 'a b\nc', ''],
  [CHARACTERS, 'a  b', 'a b', 'presentation error: only white space differs from the answer'],
  [CHARACTERS, 'ab\nc', 'a b c', 'presentation error: only white space differs from the answer'],
  [CHARACTERS, 'ab\nd', 'ab\nc', 'line 2: got "d", wanted "c"'],
  [CHARACTERS, 'AB', 'ab', 'line 1: got "AB", wanted "ab"'],
  [CHARACTERS, 'a', 'a b', 'line 1: the output ends, wanted "b"'],
] as const)('%j says of %j for %j: %j', (checker, output, answer, message) => {
  expect(check(checker, output, answer)).toEqual({ verdict: message === '' ? 'AC' : 'WA', message });
});

test.each([
  [NEAR, '1', 'one', 'the answer\'s line 1, token 1 is no number: "one"'],
  [YES_NO, 'yes', 'perhaps', 'the answer is neither yes nor no: "perhaps"'],
  [regex('('), '', '', 'the regular expression is wrong: error parsing regexp: missing closing ): `(`'],
  [
    regex('(?=a)'),
    '',
    '',
    'the regular expression is wrong: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
  ],
  [regex('a', 'g'), '', '', 'the regular expression has an unknown flag "g"'],
  [regex('a'.repeat(1_001)), '', '', 'the regular expression is longer than 1000 characters'],
])('%j blames the package when told %j and %j', (checker, output, answer, message) => {
  expect(check(checker, output, answer)).toEqual({ verdict: 'JE', message });
});

describe('every checker of the library', () => {
  const all = [
    EXACT,
    LINES,
    ANY_CASE,
    UNORDERED,
    UNORDERED_ANY_CASE,
    WHOLE,
    NEAR,
    YES_NO,
    CONTAINS,
    CHARACTERS,
  ];
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc
      .string({
        unit: fc.constantFrom('1', '2', 'a', 'A', ' ', '\n', '\r', '\0', '.', 'e', '-'),
        maxLength: 20,
      })
      .map((text) => Buffer.from(text)),
  );

  test('accepts the answer itself, unless it blames it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), hostile, (checker, answer) => {
        expect(['AC', 'JE']).toContain(check(checker, answer, answer).verdict);
      }),
      { numRuns: 3_000 },
    );
  });

  test('says something, on one short printable line, of what it does not accept', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), hostile, hostile, (checker, output, answer) => {
        const { verdict, message } = check(checker, output, answer);
        expect(message === '').toBe(verdict === 'AC');
        expect(message.length).toBeLessThan(700);
        expect(message).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 3_000 },
    );
  });

  const MiB = 2 ** 20;
  const large = {
    'one token': Buffer.alloc(2 * MiB, 'a'),
    'one line of NUL': Buffer.alloc(2 * MiB),
    'empty lines, then a word': Buffer.concat([Buffer.alloc(2 * MiB, '\n'), Buffer.from('x')]),
    'tokens of one letter': Buffer.alloc(2 * MiB, 'a '),
    'lines of one letter': Buffer.alloc(2 * MiB, '1\n'),
    digits: Buffer.alloc(2 * MiB, '1'),
  };
  test.each(Object.entries(large))(
    'is linear in 2 MiB of %s',
    (_what, bytes) => {
      const short = bytes.subarray(0, bytes.length - 1);
      for (const checker of [...all, regex('(a|b)*c'), regex('(\\w+\\s*)+')]) {
        for (const [output, answer] of [
          [bytes, short],
          [short, bytes],
          [bytes, bytes],
        ] as const) {
          const started = process.cpuUsage();
          expect(check(checker, output, answer).message.length).toBeLessThan(700);
          const { user, system } = process.cpuUsage(started);
          // What is quadratic takes hours; what is linear well below a second.
          expect((user + system) / 1e6, `seconds of ${checker.kind}`).toBeLessThan(5);
        }
      }
    },
    60_000,
  );

  test('matches no regular expression that would take too long', () => {
    const bytes = Buffer.alloc(4 * MiB, 'ab');
    expect(check(regex('([ab]*a[ab]{300}){3}x'), bytes)).toEqual({
      verdict: 'JE',
      message: 'the regular expression is too large to match 4194304 bytes of output',
    });
  });
});
