import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { substituteConstants } from '../../../../harness/judge/tool-sources.js';

describe('substituteConstants()', () => {
  test.each([
    ['const n = {{max_n}};', { max_n: '100' }, 'const n = 100;'],
    ['{{n}} is {{n.tex}}', { n: '9', 'n.tex': '3^2' }, '9 is 3^2'],
    ['{{a}}{{b}}{{a}}', { a: '1', b: 'ü' }, '1ü1'],
    ['{{unknown}} {{a', { a: '1' }, '{{unknown}} {{a'],
    ['{{toString}} {{__proto__}}', { a: '1' }, '{{toString}} {{__proto__}}'],
    ['{{a}}', { a: '{{b}}', b: 'x' }, '{{b}}'],
  ])('of %j by %j is %j', (text, constants, filled) => {
    expect(String(substituteConstants(Buffer.from(text), constants))).toBe(filled);
  });

  test('leaves all other bytes as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (before, behind) => {
        fc.pre(!Buffer.from(before).includes('{') && !Buffer.from(behind).includes('}'));
        const given = Buffer.concat([before, Buffer.from('{{a}}'), behind]);
        const filled = Buffer.concat([before, Buffer.from('ß'), behind]);
        expect(substituteConstants(given, { a: 'ß' }).equals(filled)).toBe(true);
      }),
    );
  });
});
