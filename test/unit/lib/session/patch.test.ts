import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit } from '../../../../lib/session/tools/edit.js';
import { applyHunks } from '../../../../lib/session/tools/patch-hunks.js';
import { parsePatch } from '../../../../lib/session/tools/patch-parse.js';

const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '+', '\\', '@'), maxLength: 4 });
const lines = fc.array(fc.record({ kind: fc.constantFrom(' ', '-', '+'), text: line }), {
  minLength: 1,
  maxLength: 12,
});
const asText = (texts: readonly string[], open: boolean) =>
  texts.length === 0 ? '' : texts.join('\n') + (open ? '' : '\n');

describe('a patch', () => {
  test('makes the new file of the old one, wherever its hunk is and however both end', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 5 }),
        lines,
        fc.boolean(),
        fc.boolean(),
        (above, changes, oldOpen, newOpen) => {
          const unique = above.map((text, i) => `${text}#${i}`); // so that there is one place only
          const old = changes.filter(({ kind }) => kind !== '+').map(({ text }) => text);
          const made = changes.filter(({ kind }) => kind !== '-').map(({ text }) => text);
          fc.pre(
            old.length > 0 &&
              made.length > 0 &&
              (oldOpen ? old.at(-1) !== '' : true) &&
              (newOpen ? made.at(-1) !== '' : true),
          );
          const lastOld = changes.findLastIndex(({ kind }) => kind !== '+');
          const lastNew = changes.findLastIndex(({ kind }) => kind !== '-');
          fc.pre(lastOld !== lastNew || oldOpen === newOpen);
          fc.pre(lastOld === lastNew || !oldOpen || changes[lastOld]!.kind === '-'); // a line that both have ends both
          fc.pre(lastOld === lastNew || !newOpen || changes[lastNew]!.kind === '+');
          const body = changes.map(({ kind, text }, i) => {
            const isOpen = (i === lastOld && oldOpen) || (i === lastNew && newOpen);
            return `${kind}${text}\n${isOpen ? '\\ No newline at end of file\n' : ''}`;
          });
          const patch = `--- a/f\n+++ b/f\n@@ -${unique.length + 1},${old.length} +${unique.length + 1},${made.length} @@\n${body.join('')}`;
          const [file] = parsePatch(patch);
          expect(file).toMatchObject({ from: 'f', to: 'f' });
          expect(applyHunks(asText([...unique, ...old], oldOpen), file!.hunks, 'f')).toBe(
            asText([...unique, ...made], newOpen),
          );
        },
      ),
    );
  });

  test('is read with the heads that git writes', () => {
    const files = parsePatch(
      [
        'diff --git a/old name b/new name',
        'similarity index 100%',
        'rename from old name',
        'rename to new name',
        'diff --git a/script b/script',
        'old mode 100644',
        'new mode 100755',
        'diff --git "a/\\303\\251" "b/\\303\\251"',
        'deleted file mode 100644',
        '--- "a/\\303\\251"',
        '+++ /dev/null',
        '@@ -1 +0,0 @@',
        '-x',
        'diff --git a/empty b/empty',
        'new file mode 100644',
        'index 0000000..e69de29',
        '',
      ].join('\n'),
    );
    expect(files.map(({ from, to, mode }) => [from, to, mode])).toEqual([
      ['old name', 'new name', undefined],
      ['script', 'script', 0o755],
      ['é', undefined, undefined],
      [undefined, 'empty', 0o644],
    ]);
  });

  test.each([
    ['', 'no file is named'],
    ['--- a\n+++ b\n@@ -1,2 +1 @@\n-x', 'cut short'],
    ['--- a\n+++ b\n@@ -1 +1 @@\n-x\n-y\n', 'more lines than'],
    ['--- a\n+++ b\n@@ -1 +1 @@\n*x\n', 'begins with "*"'],
    ['@@ -1 +1 @@\n-x\n+y\n', 'without the name'],
    ['diff --git a/l b/l\nnew file mode 120000\n', 'links and binary files'],
  ])('that is wrong says so: %j', (patch, why) => {
    expect(() => parsePatch(patch)).toThrow(
      expect.objectContaining({ code: 'EDIT_REFUSED', message: expect.stringContaining(why) }),
    );
  });

  test('that does not match says where', () => {
    const [file] = parsePatch('--- a/f\n+++ b/f\n@@ -2,2 +2,2 @@\n two\n-three\n+3\n');
    expect(() => applyHunks('one\ntwo\nfour\n', file!.hunks, 'f')).toThrow(
      'Cannot apply the patch to "f": hunk 1 does not match: line 3 is "four", not "three"',
    );
    expect(applyHunks('zero\none\ntwo\nthree\n', file!.hunks, 'f')).toBe('zero\none\ntwo\n3\n');
  });
});

describe('applyEdit()', () => {
  test('replaces what is there once, and refuses the rest', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 20 }),
        piece,
        (text, find) => {
          let count = 0;
          for (let at = 0; at + find.length <= text.length; at++) if (text.startsWith(find, at)) count++;
          const edit = () => applyEdit(text, { find, replace: 'c' }, 'f');
          if (count === 1) expect(edit()).toEqual({ text: text.replace(find, 'c'), replaced: 1 });
          else expect(edit).toThrow(expect.objectContaining({ code: 'EDIT_REFUSED' }));
        },
      ),
    );
  });

  test('takes the new text as it is, and leaves bytes that are no text alone', () => {
    expect(applyEdit('a\xffb', { find: 'b', replace: '$&$1' }, 'f').text).toBe('a\xff$&$1');
    expect(applyEdit('xx', { find: 'x', replace: 'yy', all: true }, 'f')).toEqual({
      text: 'yyyy',
      replaced: 2,
    });
    expect(() => applyEdit('x\nx\n', { find: 'x', replace: 'y' }, 'f')).toThrow(
      'Cannot edit "f": the text to find is there 2 times (lines 1, 2); add what is around it, or set all',
    );
  });
});
