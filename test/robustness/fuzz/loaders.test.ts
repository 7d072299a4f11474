import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOfProblem } from '../../../harness/journal/problem-digest.js';
import { loadProblems } from '../../../harness/problem/load.js';
import type { Problem } from '../../../harness/problem/problem.js';
import { findSubmissions } from '../../../harness/submission/find.js';
import { readSources } from '../../../harness/submission/read.js';
import { BailiffError } from '../../../lib/index.js';
import { FUZZ_TIMEOUT_MS, fuzz } from './budget.js';
import { anyPath, anyText, changes, mangled } from './mangle.js';
import { type Files, PACKAGES } from './packages.js';

const SOON_MS = 10_000; // generous: what is quadratic takes minutes

let home: string;
let outside: string;
beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'bailiff-home-')));
  outside = join(home, 'outside');
  await writeFile(outside, 'not theirs\n');
});
afterAll(() => rm(home, { recursive: true }));

/** What is done to the tree of a package. */
const treeChange = fc.record({
  do: fc.constantFrom('remove', 'rename', 'folder', 'symlink', 'fifo', 'add'),
  file: fc.nat(),
  path: anyPath,
  text: anyText,
});
const treeChanges = fc.array(treeChange, { maxLength: 2 });
type TreeChange = typeof treeChange extends fc.Arbitrary<infer T> ? T : never;

/** Writes a tree with changes made to it; what the file system does not take is left out. */
async function writeTree(root: string, files: Files, list: readonly TreeChange[]): Promise<void> {
  const tree = new Map(Object.entries(files));
  const odd: [string, TreeChange['do']][] = [];
  for (const each of list) {
    const names = [...tree.keys()];
    const name = names[each.file % names.length];
    if (name === undefined) continue;
    if (each.do === 'add') tree.set(each.path, each.text);
    else {
      if (each.do === 'rename') tree.set(each.path, tree.get(name)!);
      else if (each.do !== 'remove') odd.push([name, each.do]);
      tree.delete(name);
    }
  }
  for (const [path, text] of tree) await inside(root, path, (to) => writeFile(to, text));
  for (const [path, kind] of odd)
    await inside(root, path, async (to) => {
      if (kind === 'folder') await mkdir(to);
      else if (kind === 'symlink') await symlink(outside, to);
      else execFileSync('mkfifo', [to], { stdio: 'ignore' });
    });
}

async function inside(root: string, path: string, write: (to: string) => Promise<unknown>): Promise<void> {
  const to = join(root, normalize(`/${path.replaceAll('\0', '')}`));
  try {
    await mkdir(dirname(to), { recursive: true });
    await write(to);
  } catch {} // no such name, or a file where a folder is
}

async function withTree<T>(
  files: Files,
  list: readonly TreeChange[],
  body: (root: string) => Promise<T>,
): Promise<T> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'bailiff-fuzz-')));
  try {
    const root = join(parent, 'tree');
    await mkdir(root);
    await writeTree(root, files, list);
    return await body(root);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

/** What was read, or undefined when it was refused as it must be: by a BailiffError that blames the caller, soon. */
async function readOrRefused<T>(read: Promise<T>): Promise<T | undefined> {
  const startedAt = performance.now();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`took over ${SOON_MS} ms`)), SOON_MS);
  try {
    return await Promise.race([read, late.promise]);
  } catch (error) {
    if (!(error instanceof BailiffError)) throw error;
    expect(error.blame, error.message).toBe('caller');
    expect(error.message).not.toContain('[object Object]');
    return undefined;
  } finally {
    clearTimeout(timer);
    expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
  }
}

/** All that is named in it lies in its folder, or where single files are taken apart; and it can be told apart. */
async function expectContained(problem: Problem, root: string): Promise<void> {
  const paths = problem.cases.flatMap(({ inputFile, answerFile }) => [inputFile, answerFile]);
  for (const path of paths) {
    if (path === undefined) continue;
    const real = await realpath(path).catch(() => path);
    expect(real.startsWith(`${root}/`) || real.startsWith(`${home}/packages/`), real).toBe(true);
  }
  expect(JSON.stringify(problem)).not.toContain('not theirs');
  await digestOfProblem(problem).catch((error: unknown) => expect(error).toBeInstanceOf(BailiffError));
}

describe('loadProblems()', () => {
  test.each(Object.entries(PACKAGES))(
    'reads a changed package or refuses it by name: %s',
    async (_, files) => {
      const names = Object.keys(files);
      const property = fc.asyncProperty(
        fc.nat(),
        changes,
        treeChanges,
        fc.boolean(),
        async (which, list, tree, strict) => {
          const name = names[which % Math.min(names.length, 12)]!;
          const changed = { ...files, [name]: mangled(files[name]!, list) };
          await withTree(changed, tree, async (root) => {
            const path = 'bank.xml' in files ? join(root, 'bank.xml') : root;
            const problems = await readOrRefused(loadProblems(path, { home, strict }));
            for (const problem of problems ?? []) await expectContained(problem, root);
          });
        },
      );
      await fuzz(property, 25);
    },
    FUZZ_TIMEOUT_MS,
  );

  test('takes each of the packages as it is', async () => {
    for (const [name, files] of Object.entries(PACKAGES))
      await withTree(files, [], async (root) => {
        const path = 'bank.xml' in files ? join(root, 'bank.xml') : root;
        expect((await loadProblems(path, { home })).length, name).toBe(1);
      });
  });
});

describe('findSubmissions()', () => {
  test(
    'finds what can be read or says why not, in any folder',
    async () => {
      const files = {
        'ada.py': 'print(1)\n',
        'bob/main.c': 'int main;\n',
        'bob/util.h': '\n',
        'eve_1_2_main.java': 'class A {}\n',
      };
      const property = fc.asyncProperty(fc.array(treeChange, { maxLength: 5 }), async (tree) => {
        await withTree(files, tree, async (root) => {
          const found = await readOrRefused(findSubmissions([root]));
          for (const submission of found ?? []) {
            for (const { content } of (await readOrRefused(readSources(submission))) ?? [])
              expect(content.toString()).not.toContain('not theirs');
          }
        });
      });
      await fuzz(property, 25);
    },
    FUZZ_TIMEOUT_MS,
  );
});
