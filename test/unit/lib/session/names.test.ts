import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeName, encodeName, workspacePath } from '../../../../lib/session/files/names.js';

const nameBytes = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => bytes.map((byte) => byte || 1));

describe('names', () => {
  test('any bytes come back from their string', () => {
    fc.assert(fc.property(nameBytes, (bytes) => Buffer.from(bytes).equals(encodeName(decodeName(bytes)))));
  });

  test('any well-formed text is itself', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((name) => !name.includes('\0'));
    fc.assert(fc.property(text, (name) => decodeName(encodeName(name)) === name));
  });

  test('surrogates that stand for no byte, and NUL, are refused', () => {
    for (const name of ['\ud800', 'a\udc7fb', '\udd00', 'a\0'])
      expect(() => encodeName(name), JSON.stringify(name)).toThrow(
        expect.objectContaining({ code: 'INVALID_PATH' }),
      );
  });
});

describe('workspacePath()', () => {
  test.each([
    ['', ''],
    ['.', ''],
    ['/workspace', ''],
    ['/workspace/', ''],
    ['a//b/./c/', 'a/b/c'],
    ['/workspace/a', 'a'],
    ['../a', '../a'],
  ])('takes %j as %j', (given, path) => {
    expect(workspacePath(given).toString()).toBe(path);
  });

  test.each(['/', '/etc/passwd', '/workspaces/a', '/tmp'])('refuses %j', (path) => {
    expect(() => workspacePath(path)).toThrow(expect.objectContaining({ code: 'INVALID_PATH' }));
  });

  test('is never absolute', () => {
    fc.assert(
      fc.property(nameBytes, (bytes) => {
        try {
          return workspacePath(bytes)[0] !== 0x2f;
        } catch {
          return true;
        }
      }),
    );
  });
});
