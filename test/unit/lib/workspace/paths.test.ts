import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPath } from '../../../../lib/workspace/paths.js';

const accepted = (path: string) => {
  try {
    return checkPath(path, 'files') === path;
  } catch {
    return false;
  }
};

/** Texts made of what paths are made of, the bad parts often. */
const path = fc
  .array(
    fc.oneof(
      fc.constantFrom('.', '..', '/', '//', '\0', '...', 'a', ' ', '~', '\\', '\n', '\ud800'),
      fc.string(),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('checkPath()', () => {
  test.each([
    'a',
    'a.b',
    '.hidden',
    '..a',
    'a..',
    '...',
    'a/b/c',
    'ü/世界',
    ' ',
    '-rf',
    '~',
    'a\\b',
    'a\nb',
    '*',
    'a:b',
    'x'.repeat(255),
    `${'d/'.repeat(15)}x`,
  ])('takes %j as it is', (given) => {
    expect(checkPath(given, 'files')).toBe(given);
  });

  test.each<[string, RegExp]>([
    ['', /is empty/],
    ['/', /is absolute/],
    ['/a', /is absolute/],
    ['..', /leads out/],
    ['../a', /leads out/],
    ['a/..', /leads out/],
    ['a/../b', /leads out/],
    ['a/b/../../../c', /leads out/],
    ['.', /empty or "\."/],
    ['./a', /empty or "\."/],
    ['a/.', /empty or "\."/],
    ['a//b', /empty or "\."/],
    ['a/', /empty or "\."/],
    ['a\0b', /NUL/],
    ['\ud800', /not well-formed/],
    [`${'d/'.repeat(16)}x`, /16 folders deep/],
    ['x'.repeat(256), /255 bytes/],
    ['é'.repeat(128), /255 bytes/],
  ])('refuses %j', (given, why) => {
    expect(() => checkPath(given, 'files')).toThrow(
      expect.objectContaining({ code: 'INVALID_PATH', blame: 'caller', message: expect.stringMatching(why) }),
    );
  });

  test('lets no path out of its folder, and none that means another', () => {
    fc.assert(
      fc.property(path, (given) => {
        if (!accepted(given)) return;
        const resolved = posix.resolve('/box', given);
        expect(resolved.startsWith('/box/')).toBe(true);
        expect(resolved).toBe(`/box/${given}`);
        expect(Buffer.from(given).toString()).toBe(given);
      }),
      { numRuns: 2_000 },
    );
  });
});
