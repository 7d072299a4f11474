import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childOf, childrenOf, descend, parseXml } from '../../../../harness/problem/xml.js';

const CAPS = { bytes: 4 * 2 ** 20, elements: 1_000, depth: 32 };
const read = (text: string | Buffer) => parseXml(Buffer.from(text), CAPS);
const laughs = [...'abcdefghij'].map((name, i, all) => `<!ENTITY ${name} "${`&${all[i - 1]};`.repeat(10)}">`);

describe('parseXml()', () => {
  test('reads elements, attributes, text and CDATA, and where they begin', () => {
    const root = read(
      '<?xml version="1.0"?>\n<!-- x -->\n<a n="1 &lt; 2">t &amp; u<![CDATA[<b> &lt;]]> v\n<b/></a>',
    );
    expect(root.name).toBe('a');
    expect(root.line).toBe(3);
    expect(root.attributes.get('n')).toBe('1 < 2');
    expect(root.text).toBe('t & u<b> &lt; v\n');
    expect(childOf(root, 'b')).toMatchObject({ name: 'b', line: 4, text: '', children: [] });
  });

  test('finds children by name', () => {
    const root = read('<a><b><c>1</c></b><b/></a>');
    expect(childrenOf(root, 'b')).toHaveLength(2);
    expect(descend(root, 'b', 'c')?.text).toBe('1');
    expect(descend(root, 'x', 'c')).toBeUndefined();
  });

  test.each([
    ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['&#65;&#x42;&#x1F389;', 'AB🎉'],
  ])('decodes %s', (text, decoded) => {
    expect(read(`<a>${text}</a>`).text).toBe(decoded);
  });

  test('reads the declared encoding', () => {
    const bytes = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="windows-1251"?><a>'),
      Buffer.from([0xcf, 0xf0, 0xe8]),
      Buffer.from('</a>'),
    ]);
    expect(read(bytes).text).toBe('При');
    const gbk = Buffer.concat([
      Buffer.from("<?xml version='1.0' encoding='GBK'?><a>"),
      Buffer.from([0xb1, 0xea, 0xcc, 0xe2]),
      Buffer.from('</a>'),
    ]);
    expect(read(gbk).text).toBe('标题');
  });

  test('keeps any text of a CDATA section as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes(']]>') && !text.includes('\r') && !text.startsWith('\uFEFF'));
        expect(read(`<a><![CDATA[${text}]]></a>`).text).toBe(text);
      }),
    );
  });

  test.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 1, 'declaration'],
    ['one in small letters, later', '<!-- <!x -->\n<a/>\n<!doctype a>', 3, 'declaration'],
    ['a second DOCTYPE inside', '<a>\n<!DOCTYPE b></a>', 2, 'declaration'],
    ['one behind a comment that is none', '<?x <!-- ?><!DOCTYPE a><!-- --><a/>', 1, 'declaration'],
    ['one behind a quoted comment', '<a b="<!-- "/><!DOCTYPE a><!-- -->', 1, '"<" in a tag'],
    ['entities that laugh', `<!DOCTYPE a [${laughs.join('')}]><a>&j;</a>`, 1, 'declaration'],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
      1,
      'declaration',
    ],
    ['an unknown entity', '<a>\n<b>&e;</b></a>', 2, 'unknown entity "&e;"'],
    ['a bare ampersand', '<a>a & b</a>', 1, "'&' is not expected"],
    ['NUL by number', '<a>&#0;</a>', 1, 'unknown entity'],
    ['a surrogate by number', '<a>&#xD800;</a>', 1, 'unknown entity'],
    ['tags that do not match', '<a>\n<b></a>', 2, "closing tag 'b'"],
    ['two roots', '<a/>\n<b/>', 2, 'one root'],
    ['no root', ' ', 1, ''],
    ['a reserved name', '<a><__proto__/></a>', 1, ''],
    ['deep nesting', `${'<a>'.repeat(33)}${'</a>'.repeat(33)}`, 1, 'deeper than 32'],
    ['many elements', `<a>${'<b/>'.repeat(1_000)}</a>`, 1, 'more than 1000 elements'],
    ['an open comment', '<a/><!--', 1, 'without'],
    ['an open tag', '<a', 1, 'without'],
    ['an unknown encoding', '<?xml version="1.0" encoding="ebcdic"?><a/>', 1, 'unknown encoding'],
  ])('refuses %s', (_, text, line, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ name: 'XmlRefused', line }));
    expect(() => read(text)).toThrow(message);
  });

  test('refuses bytes that are not of the encoding, and too many of them', () => {
    expect(() => read(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).toThrow('is not utf-8');
    expect(() => parseXml(Buffer.alloc(11), { ...CAPS, bytes: 10 })).toThrow('more than 10 bytes');
  });

  test('takes time by the length, also for a million references and never-ending tags', () => {
    const started = performance.now();
    expect(read(`<a>${'&#65;'.repeat(800_000)}</a>`).text).toHaveLength(800_000);
    expect(() => read(`<a>${'<'.repeat(1_000_000)}`)).toThrow('"<" in a tag');
    expect(() => read(`<a>${'<!--'.repeat(1_000_000)}`)).toThrow('without');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test('parseXml() names what is not closed', () => {
  expect(() => read('<problem>\n<names>\n')).toThrow(
    'ends before these elements are closed: "problem", "names"',
  );
});
