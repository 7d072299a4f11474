import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDefault } from '../../../../harness/checkers/default.js';
import { type DefaultChecker, parseDefaultFlags } from '../../../../harness/checkers/default-flags.js';

function check(flags: string, output: string | Buffer, answer: string | Buffer) {
  return checkDefault(checker(flags), Buffer.from(output), Buffer.from(answer));
}

function checker(flags: string): DefaultChecker {
  return parseDefaultFlags(flags.split(' ').filter(Boolean)) as DefaultChecker;
}

describe('checkDefault() without flags', () => {
  test.each([
    ['', ''],
    ['a b\n', 'a b'],
    ['a\r\nb\v\f', ' a\tb\n'],
    ['Yes', 'YES'],
    ['\n\n', ''],
    ['nan', 'NaN'],
    ['é', 'é'],
  ])('accepts %j for %j', (output, answer) => {
    expect(check('', output, answer)).toEqual({ verdict: 'AC', message: '' });
  });

  test.each([
    ['1.0', '1'],
    ['', 'a'],
    ['a', ''],
    ['ab', 'a b'],
    ['a b', 'ab'],
    ['a\0', 'a'],
    ['a', 'a\0b'],
    ['É', 'é'],
    ['a\u00a0b', 'a b'],
    ['1e3', '1000'],
  ])('rejects %j for %j', (output, answer) => {
    expect(check('', output, answer).verdict).toBe('WA');
  });
});

describe('checkDefault() with flags', () => {
  test.each([
    ['case_sensitive', 'Yes', 'yes', 'WA'],
    ['case_sensitive', 'Yes\n', 'Yes', 'AC'],
    ['space_change_sensitive', 'a b\n', 'a b\n', 'AC'],
    ['space_change_sensitive', 'A b\n', 'a b\n', 'AC'],
    ['space_change_sensitive', 'a  b\n', 'a b\n', 'WA'],
    ['space_change_sensitive', 'a\tb\n', 'a b\n', 'WA'],
    ['space_change_sensitive', 'a b', 'a b\n', 'WA'],
    ['space_change_sensitive', ' a b\n', 'a b\n', 'WA'],
    ['space_change_sensitive', 'a b\r\n', 'a b\n', 'WA'],
    ['float_tolerance 1e-6', '1.0000005', '1', 'AC'],
    ['float_tolerance 1e-6', '1.00001', '1', 'WA'],
    ['float_tolerance 1e-6', '1000000.5', '1000000', 'AC'],
    ['float_tolerance 1e-6', 'one', '1', 'WA'],
    ['float_tolerance 1e-6', '1e', '1', 'WA'],
    ['float_tolerance 1e-6', '0x1', '1', 'WA'],
    ['float_tolerance 1e-6', '-0', '0', 'AC'],
    ['float_tolerance 1e-6', 'NaN', 'nan', 'AC'],
    ['float_tolerance 1e-6', 'nan', '1', 'WA'],
    ['float_tolerance 1e-6', 'inf', 'infinity', 'WA'],
    ['float_tolerance 1e-6', '5', '1e400', 'WA'],
    ['float_tolerance 1e-6', '1e401', '1e400', 'AC'],
    ['float_tolerance 1e-6', '-1e400', '1e400', 'WA'],
    ['float_tolerance 1e-6', '1e400', '5', 'WA'],
    ['float_absolute_tolerance 0.1', '1000050', '1000000', 'WA'],
    ['float_absolute_tolerance 0.1', '1.05', '1', 'AC'],
    ['float_relative_tolerance 0.1', '1000050', '1000000', 'AC'],
    ['float_relative_tolerance 0.1', '0.001', '0', 'WA'],
    ['float_relative_tolerance 0.1', '-1', '-1.05', 'AC'],
    ['float_absolute_tolerance 0', '2.0', '2', 'AC'],
    ['float_tolerance 1 case_sensitive', 'A 2', 'a 2', 'WA'],
    ['float_tolerance 1 space_change_sensitive', '1  2', '1 2', 'WA'],
  ])('%s: %j for %j is %s', (flags, output, answer, verdict) => {
    expect(check(flags, output, answer).verdict).toBe(verdict);
  });
});

describe('checkDefault() says where the output differs', () => {
  test.each([
    ['', '1 2\n3 5\n', '1 2\n3 4\n', 'line 2, token 4: got "5", wanted "4"'],
    ['', '1\n', '1\n2\n', 'line 2, token 2: the output ends, wanted "2"'],
    ['', '1\n2\n', '1\n', 'line 2, token 2: got "2" after the end of the answer'],
    ['space_change_sensitive', 'a  b', 'a b', 'line 1, token 2: white space before it is " ", wanted ""'],
    ['', '\x1b[2J', '1', 'line 1, token 1: got "\\x1b[2J", wanted "1"'],
  ])('%s %j for %j', (flags, output, answer, message) => {
    expect(check(flags, output, answer).message).toBe(message);
  });

  test('in a message of bounded length', () => {
    expect(check('', 'x'.repeat(1_000_000), 'y'.repeat(1_000_000)).message.length).toBeLessThan(200);
  });
});

describe('checkDefault() on hostile output', () => {
  const large = Buffer.alloc(64 * 2 ** 20, '7');

  test('one line of 64 MiB is bounded', () => {
    expect(checkDefault(checker(''), large, Buffer.from('7')).verdict).toBe('WA');
    expect(checkDefault(checker('float_tolerance 1e-6'), large, Buffer.from('7')).verdict).toBe('WA');
    expect(checkDefault(checker('float_tolerance 1e-6'), large, Buffer.from(large)).verdict).toBe('AC');
  });

  test('equal outputs pass at 200 MB/s or more', () => {
    const answer = Buffer.from(large);
    checkDefault(checker(''), large, answer);
    const start = performance.now();
    checkDefault(checker(''), large, answer);
    expect((large.length / 1e6 / (performance.now() - start)) * 1_000).toBeGreaterThan(200);
  });
});

describe('checkDefault() as a relation', () => {
  const ALL_FLAGS = [
    '',
    'case_sensitive',
    'space_change_sensitive',
    'float_tolerance 1e-6',
    'float_relative_tolerance 0.1',
  ];
  const flags = fc.constantFrom(...ALL_FLAGS);
  const token = fc.oneof(
    fc.stringMatching(/^[!-~]{1,8}$/),
    fc.double().map(String),
    fc.constantFrom('nan', '1e400', '-1e999', '0', '\0', 'é'),
  );
  const space = fc.stringMatching(/^[ \t\n\v\f\r]{1,4}$/);
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));

  test('accepts everything for itself', () => {
    fc.assert(
      fc.property(flags, bytes, (each, output) => {
        expect(check(each, output, output).verdict).toBe('AC');
      }),
    );
  });

  test('does not see how tokens are spaced, unless told to', () => {
    const pieces = fc.array(fc.tuple(token, space, space), { minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom('', 'case_sensitive', 'float_tolerance 1e-6'), pieces, (each, list) => {
        const a = list.map(([word, before]) => before + word).join('');
        const b = list.map(([word, , after]) => word + after).join('');
        expect(check(each, a, b)).toEqual({ verdict: 'AC', message: '' });
      }),
    );
  });

  test('agrees with a plain reading of the rules on tokens without numbers', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.boolean(), (output, answer, caseSensitive) => {
        const split = (buffer: Buffer) => {
          const text = buffer
            .toString('latin1')
            .replace(/[A-Z]/g, (c) => (caseSensitive ? c : c.toLowerCase()));
          return text.split(/[ \t\n\v\f\r]+/).filter((word) => word !== '');
        };
        const same = JSON.stringify(split(output)) === JSON.stringify(split(answer));
        expect(check(caseSensitive ? 'case_sensitive' : '', output, answer).verdict).toBe(same ? 'AC' : 'WA');
      }),
    );
  });

  test('agrees with itself whatever the two share at their beginning', () => {
    const tail = fc
      .array(fc.constantFrom('a', 'A', 'b', ' ', '\n', '1', '1.0', '.'), { maxLength: 6 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(
        flags,
        tail,
        tail,
        fc.constantFrom('x ', '1.', 'z\n', 'long token '),
        (each, a, b, head) => {
          fc.pre(/\s$/.test(head));
          expect(check(each, head + a, head + b).verdict).toBe(check(each, `Q ${a}`, `Q ${b}`).verdict);
        },
      ),
    );
  });

  test.each([false, true])('agrees with splitting at white space, case sensitive: %s', (caseSensitive) => {
    const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', ' ', ' ', '\n', '\r\n'), maxLength: 14 });
    const tokens = (each: string) => (caseSensitive ? each : each.toLowerCase()).split(/\s+/).filter(Boolean);
    fc.assert(
      fc.property(text, text, (output, answer) => {
        const same = JSON.stringify(tokens(output)) === JSON.stringify(tokens(answer));
        expect(check(caseSensitive ? 'case_sensitive' : '', output, answer).verdict).toBe(same ? 'AC' : 'WA');
      }),
      { numRuns: 20_000 },
    );
  });
});
