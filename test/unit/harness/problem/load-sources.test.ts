import { cp, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isProblem, loadProblem, loadProblems } from '../../../../harness/problem/load.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';
import { makeZip, type ZipEntry } from '../archive/make-zip.js';

/** A zip file of a package, below a folder when one is named. */
function zipOf(files: Readonly<Record<string, string>>, folder = '', more: readonly ZipEntry[] = []): Buffer {
  const entries = Object.entries(files).map(([name, content]) => ({ name: `${folder}${name}`, content }));
  return makeZip([...entries, ...more]);
}

/** Writes a file into a folder of its own, with a home beside it. */
async function place(name: string, content: Buffer | string) {
  const folder = await writeFolder('place', {});
  const path = join(folder.path, name);
  const home = join(folder.path, 'home');
  await mkdir(home);
  await writeFile(path, content);
  return { path, home, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const item = (title: string): string =>
  `<item><title>${title}</title><time_limit unit="s">1</time_limit><memory_limit unit="mb">64</memory_limit>` +
  '<test_input>1</test_input><test_output>2</test_output></item>';
const FPS = `<?xml version="1.0"?><fps version="1.2">${item('A')}${item('B')}</fps>`;

describe('loadProblem() of a zip file', () => {
  test.each([
    ['sum.zip', '', 'sum'],
    ['download.kpp', 'sum/', 'sum'],
  ])('%s with its files in %j has the id %s', async (name, folder, id) => {
    await using at = await place(name, zipOf(SUM_PROBLEM, folder, [{ name: '__MACOSX/._x' }]));
    const problem = await loadProblem(at.path, { home: at.home });
    expect(problem.id).toBe(id);
    expect(problem.cases).toHaveLength(3);
    expect(problem.cases[0]!.inputFile).toMatch(/\/home\/packages\/[0-9a-f]{64}\/files\//);
  });

  test('unpacks it once', async () => {
    await using at = await place('sum.zip', zipOf(SUM_PROBLEM));
    const [first] = (await loadProblem(at.path, { home: at.home })).cases;
    const before = await stat(first!.inputFile!);
    await cp(at.path, `${at.path}.zip`);
    const [second] = (await loadProblem(`${at.path}.zip`, { home: at.home })).cases;
    expect((await stat(second!.inputFile!)).ino).toBe(before.ino);
    expect(await readdir(join(at.home, 'packages'))).toHaveLength(1);
  });

  test('with symlinks that share tests, and an FPS file', async () => {
    const links = ['in', 'ans'].map((end) => ({
      name: `data/secret/g/1.${end}`,
      content: `../01.${end}`,
      mode: 0o120777,
    }));
    await using at = await place('sum.zip', zipOf(SUM_PROBLEM, '', links));
    const problem = await loadProblem(at.path, { home: at.home });
    expect(problem.cases.map(({ name }) => name)).toEqual(['sample/1', 'secret/01', 'secret/02']);
    await using file = await place('course.zip', zipOf({ 'course.xml': FPS }));
    expect((await loadProblems(file.path, { home: file.home })).map(({ id }) => id)).toEqual([
      'course-1',
      'course-2',
    ]);
  });

  test.each<[string, ZipEntry]>([
    ['a name that leads out', { name: '../../evil', content: 'x' }],
    ['a symlink that leaves', { name: 'data/secret/03.in', content: '/etc/passwd', mode: 0o120777 }],
  ])('is refused for %s, and nothing of it is kept', async (_name, entry) => {
    await using at = await place('sum.zip', zipOf(SUM_PROBLEM, '', [entry]));
    await expect(loadProblem(at.path, { home: at.home })).rejects.toMatchObject({ code: 'INVALID_PROBLEM' });
    expect(await readdir(join(at.home, 'packages'))).toEqual([]);
    expect(await readdir(join(at.home, '..'))).toEqual(['home', 'sum.zip']);
  });
});

describe('loadProblems() of several', () => {
  test('gives all, or the one that is named', async () => {
    await using at = await place('course.xml', FPS);
    const options = { home: at.home };
    expect((await loadProblems(at.path, options)).map(({ id, name }) => [id, name])).toEqual([
      ['course-1', 'A'],
      ['course-2', 'B'],
    ]);
    expect(await loadProblem(`${at.path}#course-2`, options)).toMatchObject({ id: 'course-2', name: 'B' });
    await expect(loadProblem(at.path, options)).rejects.toThrow(
      /holds 2 problems: name one as ".*course.xml#course-1" \("course-1", "course-2"\)/,
    );
    await expect(loadProblem(`${at.path}#x`, options)).rejects.toThrow(
      /has no "x", but "course-1", "course-2"/,
    );
  });
});

describe('isProblem()', () => {
  test('knows packages by their files, and takes nothing else for one', async () => {
    await using folder = await writeFolder('all', {
      'icpc/problem.yaml': '',
      'polygon/problem.xml': '',
      'suite/suite.yaml': '',
      'dom/domjudge-problem.ini': '',
      'inputs/1.in': '',
      'ada.py': '',
      'course.xml': FPS,
      'other.xml': '<a/>',
      'broken.zip': 'x',
    });
    const at = (name: string): string => join(folder.path, name);
    await writeFile(at('sum.zip'), zipOf(SUM_PROBLEM, 'sum/', [{ name: '__MACOSX/x' }]));
    await writeFile(at('code.zip'), zipOf({ 'main.py': '' }));
    await symlink('icpc', at('link'));
    const yes = ['icpc', 'polygon', 'suite', 'dom', 'course.xml', 'course.xml#course-1', 'sum.zip', 'link'];
    const no = ['inputs', 'ada.py', 'other.xml', 'broken.zip', 'code.zip', 'nowhere'];
    for (const name of yes) expect([name, await isProblem(at(name))]).toEqual([name, true]);
    for (const name of no) expect([name, await isProblem(at(name))]).toEqual([name, false]);
  });
});

test('the format is told by the names of files', async () => {
  await using folder = await writeFolder('all', {
    'plain/1.in': '',
    'plain/1.out': '',
    'described/problem.yaml': 'time_limit: 3\n',
    'described/group/1.in': '',
    'described/group/1.ans': '',
    ...Object.fromEntries(Object.entries(SUM_PROBLEM).map(([name, text]) => [`sum/${name}`, text])),
    'ini/domjudge-problem.ini': 'timelimit=1\n',
    'ini/data/secret/1.in': '',
    'ini/data/secret/1.ans': '',
  });
  for (const [name, format] of [
    ['plain', 'plain'],
    ['described', 'plain'],
    ['sum', 'icpc-legacy'],
    ['ini', 'icpc-legacy'],
  ])
    expect((await loadProblem(join(folder.path, name!))).format).toBe(format);
});
