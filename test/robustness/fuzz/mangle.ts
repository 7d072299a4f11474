import fc from 'fast-check';

/** What breaks readers of names, numbers, YAML and XML. */
const TOKENS = [
  ...[
    '',
    ' ',
    '\n',
    '\t',
    '\r\n',
    '\0',
    '\ufeff',
    '\u2028',
    '\x1b[2J',
    '\ud800',
    'é',
    '🧨',
    '%s%n',
    '$(id)',
    '`id`',
  ],
  ...[
    '..',
    '../',
    '../../../etc/passwd',
    '/etc/passwd',
    '/',
    '//',
    '.',
    '~',
    '-rf',
    'a\\b',
    'C:\\x',
    '*',
    '**',
    '{a,b}',
  ],
  ...[
    '0',
    '-0',
    '-1',
    '1.5',
    '1e999',
    '-1e999',
    'NaN',
    '.nan',
    '.inf',
    '0x10',
    '1_000',
    '99999999999999999999',
    '1e-9',
  ],
  ...['__proto__', 'constructor', 'toString', 'prototype', 'null', 'true', 'false', 'undefined', '[]', '{}'],
  ...[
    '? ',
    ': ',
    '- ',
    '&a ',
    '*a',
    '<<: *a',
    '!!binary x',
    '!!js/function x',
    '|\n',
    '>\n',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
  ],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '&amp;',
    '&#0;',
    '&#x110000;',
    '<![CDATA[',
    ']]>',
    '<!--',
  ],
  ...[
    'secret',
    'sample',
    'test_group.yaml',
    'testdata.yaml',
    'accept_score: 1e9',
    'require_pass: all',
    'range: -inf inf',
  ],
];

/** One change to a text, at a place given as a share of its length. */
type Change =
  | { readonly do: 'cut' | 'double'; readonly at: number; readonly length: number }
  | { readonly do: 'put'; readonly at: number; readonly length: number; readonly token: string }
  | { readonly do: 'end'; readonly at: number };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const length = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 }));
const token = fc.oneof(
  fc.constantFrom(...TOKENS),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .tuple(fc.constantFrom(...TOKENS), fc.integer({ min: 2, max: 3_000 }))
    .map(([text, times]) => text.repeat(times)),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ do: fc.constantFrom('cut', 'double'), at: share, length }),
  fc.record({ do: fc.constant('put'), at: share, length, token }),
  fc.record({ do: fc.constant('put'), at: share, length, token }),
  fc.record({ do: fc.constant('end'), at: share }),
);

export const changes = fc.array(change, { minLength: 1, maxLength: 4 });

/** A text with some changes made to it. */
export function mangled(text: string, list: readonly Change[]): string {
  return list.reduce((now, each) => {
    const at = Math.floor(each.at * now.length);
    if (each.do === 'end') return now.slice(0, at);
    const [before, part, after] = [
      now.slice(0, at),
      now.slice(at, at + each.length),
      now.slice(at + each.length),
    ];
    if (each.do === 'put') return before + each.token + after;
    return each.do === 'cut' ? before + after : before + part + part + after;
  }, text);
}

/** Bytes with some of them changed, and perhaps an end. */
export const byteChanges = fc.record({
  set: fc.array(fc.tuple(share, fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
  end: fc.option(share, { freq: 4 }),
});

export function mangledBytes(
  bytes: Buffer,
  { set, end }: { set: [number, number][]; end: number | null },
): Buffer {
  const copy = Buffer.from(bytes);
  for (const [at, value] of set) if (copy.length > 0) copy[Math.floor(at * (copy.length - 1))] = value;
  return end === null ? copy : copy.subarray(0, Math.floor(end * copy.length));
}

/** A name or path of whatever. */
export const anyPath = fc
  .array(fc.oneof(fc.constantFrom(...TOKENS, 'a', 'b', '1.in', '1.ans'), fc.string({ maxLength: 4 })), {
    maxLength: 4,
  })
  .map((parts) => parts.join('/'));

export const anyText = fc.array(token, { maxLength: 30 }).map((parts) => parts.join(''));
