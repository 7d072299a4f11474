import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../../../../lib/session/tools/glob-match.js';

describe('compileGlob()', () => {
  test.each([
    ['*.ts', ['a.ts', '.ts', '.a.ts'], ['a/b.ts', 'a.tsx']],
    ['**/*.ts', ['a.ts', 'a/b.ts', 'a/b/c.ts'], ['a.js']],
    ['src/**', ['src/a', 'src/a/b', 'src'], ['a/src/b']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z'], ['a/b', 'z']],
    ['?.[ch]', ['a.c', 'b.h'], ['ab.c', 'a.o']],
    ['[!a-c]x', ['dx', '1x'], ['ax', 'cx']],
    ['{a,b{c,d}}.js', ['a.js', 'bc.js', 'bd.js'], ['b.js']],
    ['\\*', ['*'], ['a']],
    ['{a}', ['{a}'], ['a']],
    ['**/**/x/**/**', ['x', 'a/x/b', 'x/y'], ['a']],
    ['é?', ['é😀'], ['é']],
  ])('%s', (pattern, yes, no) => {
    const matches = compileGlob(pattern);
    expect(yes.filter((path) => !matches(path))).toEqual([]);
    expect(no.filter(matches)).toEqual([]);
  });

  test('agrees with a regular expression', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 5 });
    const pattern = fc.array(fc.oneof(part, fc.constant('**')), { minLength: 1, maxLength: 4 });
    const path = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(pattern, path, (parts, names) => {
        const source = parts.map((each) =>
          each.replace(/^\*\*+$/, '**') === '**' && each === '**'
            ? '(?:[^/]+/)*'
            : `${each.replaceAll(/\*+/g, '[^/]*').replaceAll('?', '[^/]')}/`,
        );
        const expected = new RegExp(`^${source.join('')}$`).test(`${names.join('/')}/`);
        expect(compileGlob(parts.join('/'))(names.join('/'))).toBe(expected);
      }),
    );
  });

  test('takes no time that grows with the wishes of a pattern', () => {
    const started = performance.now();
    expect(compileGlob(`${'*a'.repeat(200)}b`)('a'.repeat(5_000))).toBe(false);
    expect(compileGlob(`${'**/a/'.repeat(100)}b`)(Array(500).fill('a').join('/'))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(() => compileGlob('{a,b}'.repeat(30))).toThrow(
      expect.objectContaining({ code: 'INVALID_PATTERN' }),
    );
    expect(() => compileGlob('')).toThrow(expect.objectContaining({ code: 'INVALID_PATTERN' }));
  });
});
