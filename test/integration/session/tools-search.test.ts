import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { openTools, type SessionTools } from '../../../lib/session/tools/tools.js';
import type { WorkspaceJail } from '../../../lib/session/workspace-jail.js';
import { workspacePerTest } from '../../support/workspace-per-test.js';

const own = workspacePerTest();
const { there, write } = own;

describe('glob(), find() and tree()', () => {
  beforeEach(() =>
    write({
      'src/main.py': '',
      'src/lib/util.py': '',
      'README.md': '',
      'node_modules/x/y.py': '',
      '.git/HEAD': '',
    }),
  );

  test('glob() finds by pattern, leaves out what nobody looks for, and says when there is more', async () => {
    expect(await own.tools.glob('*.py')).toEqual({
      paths: ['src/lib/util.py', 'src/main.py'],
      total: 2,
      truncated: false,
    });
    expect(await own.tools.glob('*.py', { most: 1 })).toMatchObject({ total: 2, truncated: true });
    expect((await own.tools.glob('**/*.py', { leaveOut: [] })).total).toBe(3);
    expect((await own.tools.glob('*/*.py', { in: 'src' })).paths).toEqual(['lib/util.py']);
  });

  test('find() puts the best first', async () => {
    expect((await own.tools.find('mnpy')).paths).toEqual(['src/main.py']);
    expect((await own.tools.find('util')).paths).toEqual(['src/lib/util.py']);
    expect((await own.tools.find('zzz')).paths).toEqual([]);
  });

  test('tree() draws what is there', async () => {
    symlinkSync('main.py', there('src/link'));
    expect(await own.tools.tree()).toEqual({
      text: 'README.md\nsrc/\n  lib/\n    util.py\n  link -> main.py\n  main.py',
      files: 4,
      folders: 2,
      truncated: false,
    });
    expect((await own.tools.tree({ depth: 1 })).text).toBe('README.md\nsrc/\n… and 4 more');
  });
});

describe('what programs made up for the tools', () => {
  test('a name with line ends is one line of a tree, also as what a link leads to', async () => {
    await own.files.writeFile('a\nb', '');
    await own.files.symlink('x\n  forged', 'link');
    expect((await own.tools.tree()).text).toBe('a\\nb\nlink -> x\\n  forged');
  });

  test('more than anybody wants to see is cut, and said to be', async () => {
    const names = Array.from({ length: 1_200 }, (_, i) => `f${i}`);
    await write(Object.fromEntries(names.map((name) => [name, 'x\n'])));
    expect(await own.tools.glob('f*')).toMatchObject({ total: 1_200, truncated: true });
    expect(await own.tools.find('f')).toMatchObject({ truncated: true });
    expect((await own.tools.grep('x')).matches).toHaveLength(200);
    const { text, truncated } = await own.tools.tree();
    expect(truncated).toBe(true);
    expect(text.split('\n').at(-1)).toBe('… and 700 more');
  });

  test('a caller that has enough ends a tool, and its jail', async () => {
    await write({ large: 'x'.repeat(8_000_000) });
    const signal = AbortSignal.timeout(1);
    for (const work of [
      () => own.tools.grep('y', { signal }),
      () => own.tools.glob('*', { signal }),
      () => own.tools.tree({ signal }),
    ])
      await expect(work()).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

/** As on a machine without ripgrep. */
const withoutRipgrep = (jail: WorkspaceJail): WorkspaceJail => ({
  run: (argv, options) =>
    argv[0] === 'rg'
      ? Promise.resolve({ exitCode: 127, stdout: Buffer.alloc(0), stderr: '' })
      : jail.run(argv, options),
});
const hasRipgrep = (() => {
  try {
    execFileSync('rg', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

describe.each(['ripgrep', 'built-in'] as const)('grep() with %s', (engine) => {
  let searching: SessionTools;
  beforeEach(() => {
    searching = engine === 'ripgrep' ? own.tools : openTools(withoutRipgrep(own.place.jail), own.files);
  });

  test.skipIf(engine === 'ripgrep' && !hasRipgrep)('finds lines in the order of paths', async () => {
    await write({
      'a/one.txt': 'foo\nbar\r\nFOO bar\n',
      'a/two.py': 'no\nfoo(1)',
      '.hidden': 'foo',
      'node_modules/x': 'foo',
      '.gitignore': 'a\n',
      binary: 'foo\0',
      long: `foo${'x'.repeat(1_000)}`,
    });
    const match = (path: string, line: number, text: string) => ({ path, line, text });
    const all = await searching.grep('fo+');
    expect(all.engine).toBe(engine);
    expect(all.matches).toEqual([
      match('.hidden', 1, 'foo'),
      match('a/one.txt', 1, 'foo'),
      match('a/two.py', 2, 'foo(1)'),
      match('long', 1, `foo${'x'.repeat(497)}… (503 more characters)`),
    ]);
    expect((await searching.grep('foo BAR$', { ignoreCase: true })).matches).toEqual([
      match('a/one.txt', 3, 'FOO bar'),
    ]);
    expect((await searching.grep('foo(1)', { literal: true })).matches).toEqual([
      match('a/two.py', 2, 'foo(1)'),
    ]);
    expect((await searching.grep('foo', { files: '*.py' })).matches).toEqual([
      match('a/two.py', 2, 'foo(1)'),
    ]);
    expect((await searching.grep('foo', { in: 'a' })).matches.map(({ path }) => path)).toEqual([
      'one.txt',
      'two.py',
    ]);
    expect((await searching.grep('bar$')).matches.map(({ line }) => line)).toEqual([2, 3]);
  });

  test.skipIf(engine === 'ripgrep' && !hasRipgrep)('is bounded', async () => {
    await write({ many: 'x\n'.repeat(100_000), evil: 'a'.repeat(100_000) });
    const some = await searching.grep('x', { most: 10 });
    expect(some).toMatchObject({ truncated: true });
    expect(some.matches).toHaveLength(10);
    expect((await searching.grep('^(a+)+$', { files: 'evil' })).matches).toHaveLength(1);
    expect((await searching.grep('^(a+)+b$', { files: 'evil' })).matches).toHaveLength(0);
    await expect(searching.grep('(')).rejects.toMatchObject({ code: 'INVALID_PATTERN' });
    await expect(searching.grep('(a)\\1')).rejects.toMatchObject({ code: 'INVALID_PATTERN' });
  });
});

test('a folder of writes does not confuse a search', async () => {
  writeFileSync(there('f'), 'x');
  expect((await own.tools.grep('x')).matches).toEqual([{ path: 'f', line: 1, text: 'x' }]);
});
