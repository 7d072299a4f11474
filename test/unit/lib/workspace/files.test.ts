import { describe, expect, test } from 'vitest';
import { jobFiles } from '../../../../lib/workspace/files.js';

const MiB = 2 ** 20;
const named = (...paths: string[]) => paths.map((path) => ({ path, content: '' }));

describe('jobFiles()', () => {
  test('makes bytes of text, keeps bytes, and knows the usual mode', () => {
    const bytes = new Uint8Array([0, 255]);
    expect(
      jobFiles([
        { path: 'a', content: 'é' },
        { path: 'b', content: bytes, mode: 0o755 },
      ]),
    ).toEqual([
      { path: 'a', content: Buffer.from('é'), mode: 0o644 },
      { path: 'b', content: bytes, mode: 0o755 },
    ]);
  });

  test('takes 500 files and 32 MiB', () => {
    expect(jobFiles(named(...Array.from({ length: 500 }, (_, i) => `${i}`)))).toHaveLength(500);
    expect(jobFiles([{ path: 'a', content: Buffer.alloc(32 * MiB) }])).toHaveLength(1);
    expect(jobFiles([])).toEqual([]);
  });

  test.each([
    [
      '501 files',
      named(...Array.from({ length: 501 }, (_, i) => `${i}`)),
      'TOO_LARGE',
      /501 files .* at most 500/,
    ],
    [
      'a byte more than 32 MiB',
      [
        { path: 'a', content: Buffer.alloc(32 * MiB) },
        { path: 'b', content: 'x' },
      ],
      'TOO_LARGE',
      /at most 32 MiB/,
    ],
    [
      'text that is larger as bytes',
      [{ path: 'a', content: 'é'.repeat(16 * MiB + 1) }],
      'TOO_LARGE',
      /32 MiB/,
    ],
    ['a file twice', named('a', 'b', 'a'), 'INVALID_PATH', /"a" is there twice/],
    ['a file in a file', named('a/b/c', 'a/b'), 'INVALID_PATH', /"a\/b" is both a file and a folder/],
    ['a path that leaves', named('../a'), 'INVALID_PATH', /leads out/],
  ])('refuses %s', (_, files, code, message) => {
    expect(() => jobFiles(files)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test.each([
    ['a', 'ab'],
    ['a/b', 'a/c'],
    ['a.b', 'a/b'],
    ['A', 'a'],
  ])('takes %s and %s', (one, two) => {
    expect(jobFiles(named(one, two))).toHaveLength(2);
  });
});
