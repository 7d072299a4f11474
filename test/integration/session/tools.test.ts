import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { workspacePerTest } from '../../support/workspace-per-test.js';

const own = workspacePerTest();
const { there, write } = own;
const rest = () => readdirSync(own.place.folder, { recursive: true, encoding: 'utf8' }).sort();

describe('read()', () => {
  test('gives lines with numbers, ranges, and what there is more', async () => {
    await write({ f: 'one\ntwo\nthree\nfour' });
    expect(await own.tools.read('f')).toEqual({
      text: '     1\tone\n     2\ttwo\n     3\tthree\n     4\tfour\n',
      from: 1,
      to: 4,
      totalLines: 4,
      truncated: false,
    });
    expect(await own.tools.read('f', { from: 2, lines: 2 })).toMatchObject({
      text: '     2\ttwo\n     3\tthree\n',
      truncated: true,
    });
    expect(await own.tools.read('f', { from: -1 })).toMatchObject({ from: 4, to: 4, truncated: false });
    expect(await own.tools.read('f', { from: 9 })).toMatchObject({ text: '', from: 9, to: 8 });
  });

  test('cuts long lines, and refuses what is no text', async () => {
    await write({ long: 'x'.repeat(10_000), binary: 'a\0b' });
    expect((await own.tools.read('long')).text).toMatch(/^ {5}1\tx{2000}… \(8000 more characters\)\n$/);
    await expect(own.tools.read('binary')).rejects.toMatchObject({ code: 'EDIT_REFUSED' });
  });
});

describe('edit()', () => {
  test('makes all edits or none, and keeps the mode', async () => {
    await own.files.writeFile('f', 'let a = 1;\nlet b = 2;\n', { mode: 0o755 });
    expect(
      await own.tools.edit('f', [
        { find: 'a = 1', replace: 'a = 3' },
        { find: 'b', replace: 'c' },
      ]),
    ).toEqual({ replaced: 2 });
    await expect(
      own.tools.edit('f', [
        { find: '3', replace: '4' },
        { find: 'let', replace: 'const' },
      ]),
    ).rejects.toThrow('2 times (lines 1, 2)');
    expect(readFileSync(there('f'), 'utf8')).toBe('let a = 3;\nlet c = 2;\n');
    expect(lstatSync(there('f')).mode & 0o777).toBe(0o755);
    expect(rest()).toEqual(['f']);
  });

  test('through a link changes the file that it leads to', async () => {
    await write({ f: 'old' });
    symlinkSync('f', there('l'));
    await own.tools.edit('l', { find: 'old', replace: 'new' });
    expect(readFileSync(there('f'), 'utf8')).toBe('new');
    expect(lstatSync(there('l')).isSymbolicLink()).toBe(true);
  });
});

describe('applyPatch()', () => {
  test('applies what git diff says of adding, changing, renaming and deleting', async () => {
    await write({ 'src/a': 'one\ntwo\nthree\n', 'src/b': 'x\n'.repeat(30), gone: 'bye\n', run: 'r\n' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.email=a@b', '-c', 'user.name=a', ...args], {
        cwd: there('repo'),
      }).toString();
    mkdirSync(there('repo'));
    git('init', '-q');
    execFileSync('sh', ['-c', 'cp -r src gone run repo/; cd repo; git add -A'], { cwd: own.place.folder });
    git('commit', '-qm', 'x');
    execFileSync(
      'sh',
      [
        '-c',
        'sed -i s/two/2/ src/a; git mv src/b src/c; echo y >> src/c; git rm -q gone; mkdir n; printf new > n/f; chmod +x run; git add -A',
      ],
      { cwd: there('repo') },
    );
    const patch = git('diff', '--cached', '-M');
    execFileSync('rm', ['-r', there('repo')]);
    const done = await own.tools.applyPatch(patch);
    expect(done.map(({ path, change }) => `${change} ${path}`).sort()).toEqual([
      'added n/f',
      'deleted gone',
      'modified run',
      'modified src/a',
      'renamed src/c',
    ]);
    expect(rest()).toEqual(['n', 'n/f', 'run', 'src', 'src/a', 'src/c']);
    expect(readFileSync(there('src/a'), 'utf8')).toBe('one\n2\nthree\n');
    expect(readFileSync(there('n/f'), 'utf8')).toBe('new');
    expect(lstatSync(there('run')).mode & 0o111).not.toBe(0);
  });

  test('changes nothing when one hunk does not match', async () => {
    await write({ a: '1\n', b: '2\n' });
    const patch = '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+x\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n-3\n+y\n';
    await expect(own.tools.applyPatch(patch)).rejects.toThrow(
      'Cannot apply the patch to "b": hunk 1 does not match',
    );
    expect(readFileSync(there('a'), 'utf8')).toBe('1\n');
    expect(rest()).toEqual(['a', 'b']);
  });

  test('puts everything back when a later file cannot be written', async () => {
    await write({ a: '1\n', 'shut/b': '2\n', c: '3\n' });
    await own.files.chmod('shut', 0o500);
    const patch =
      '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+x\n--- a/c\n+++ /dev/null\n@@ -1 +0,0 @@\n-3\n--- a/shut/b\n+++ b/shut/b\n@@ -1 +1 @@\n-2\n+y\n';
    await expect(own.tools.applyPatch(patch)).rejects.toMatchObject({ code: 'EACCES' });
    expect(['a', 'shut/b', 'c'].map((path) => readFileSync(there(path), 'utf8'))).toEqual([
      '1\n',
      '2\n',
      '3\n',
    ]);
    expect(rest()).toEqual(['a', 'c', 'shut', 'shut/b']);
  });

  test('refuses links, files that are there already or named twice', async () => {
    await write({ f: '1\n' });
    symlinkSync('f', there('l'));
    const change = (name: string) => `--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-1\n+2\n`;
    await expect(own.tools.applyPatch(change('l'))).rejects.toThrow('it is no plain file');
    await expect(own.tools.applyPatch(change('none'))).rejects.toThrow('it is not there');
    await expect(own.tools.applyPatch(change('f') + change('f'))).rejects.toThrow('it is named twice');
    await expect(own.tools.applyPatch('--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+2\n')).rejects.toThrow(
      'it is there already',
    );
    expect(readFileSync(there('f'), 'utf8')).toBe('1\n');
  });
});
