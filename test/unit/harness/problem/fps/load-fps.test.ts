import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFps } from '../../../../../harness/problem/fps/load-fps.js';
import type { Problem } from '../../../../../harness/problem/problem.js';
import { writeFolder } from '../../../../support/problem-package.js';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiff-home-'));
});
afterAll(() => rm(home, { recursive: true }));

const cdata = (name: string, text: string, attributes = '') =>
  `<${name}${attributes && ` ${attributes}`}><![CDATA[${text}]]></${name}>`;
const TESTS = `${cdata('test_input', '1 2\n')}${cdata('test_output', '3\n')}`;
const SAMPLE = `${cdata('sample_input', '5 5\n')}${cdata('sample_output', '10\n')}`;
const item = (content: string) => `<item>${cdata('title', 'A <b>+ B')}${content}</item>`;

async function load(
  items: string,
  beside: Readonly<Record<string, string>> = {},
): Promise<readonly Problem[]> {
  await using folder = await writeFolder('fps', {
    'bank.xml': `<?xml version="1.0" encoding="UTF-8"?><fps version="1.2">${items}</fps>`,
    ...beside,
  });
  const path = await realpath(folder.path);
  return await loadFps({ id: 'bank', folder: path, warnings: [] }, join(path, 'bank.xml'), home);
}

async function loadOne(content: string, beside: Readonly<Record<string, string>> = {}): Promise<Problem> {
  return (await load(item(content), beside))[0]!;
}

describe('loadFps()', () => {
  test('reads an item: limits, sample, tests', async () => {
    const limits = `${cdata('time_limit', '1.5', 'unit="s"')}${cdata('memory_limit', '65536', 'unit="kb"')}`;
    const problem = await loadOne(`${limits}${SAMPLE}${TESTS}`);
    expect(problem).toMatchObject({
      id: 'bank',
      name: 'A <b>+ B',
      format: 'fps',
      type: 'pass-fail',
      timeLimit: { kind: 'declared', timeMs: 1_500, file: 'bank.xml' },
      limits: { memoryBytes: 64 * 2 ** 20 },
      task: { kind: 'batch', passes: 1 },
      warnings: [],
    });
    expect(problem.cases).toMatchObject([
      { name: 'sample/1', sample: true, checker: { kind: 'characters' } },
      { name: 'secret/1', sample: false },
    ]);
    expect(await readFile(problem.cases[1]!.inputFile!, 'utf8')).toBe('1 2\n');
    expect(await readFile(problem.cases[0]!.answerFile!, 'utf8')).toBe('10\n');
  });

  test.each([
    ['ms', '900', 'mb', '32', 900, 32],
    ['', '2', '', '16', 2_000, 16],
  ])('units "%s"', async (timeUnit, time, memoryUnit, memory, timeMs, mebibytes) => {
    const unit = (name: string) => (name ? `unit="${name}"` : '');
    const { timeLimit, limits } = await loadOne(
      `${cdata('time_limit', time, unit(timeUnit))}${cdata('memory_limit', memory, unit(memoryUnit))}${TESTS}`,
    );
    expect([timeLimit, limits.memoryBytes]).toMatchObject([{ timeMs }, mebibytes * 2 ** 20]);
  });

  test('several items have numbers; those that cannot be judged are named by a warning', async () => {
    const quiz = item(`${TESTS}${cdata('spj', '1', 'language="Text"')}`);
    const problems = await load(`${item(TESTS)}${item('')}${quiz}${item(SAMPLE)}`);
    expect(problems.map(({ id }) => id)).toEqual(['bank-1', 'bank-4']);
    expect(problems[0]!.warnings).toEqual([
      expect.stringMatching(/^passed over: item 2, line 3: has no test data/),
      expect.stringMatching(/^passed over: item 3, line 3: is an objective quiz/),
    ]);
    expect(problems[1]!.warnings).toEqual([
      expect.stringMatching(/^"bank.xml" line \d+: there is no test data but the sample$/),
    ]);
  });

  test('pairs are by name when every name is there once, else in order', async () => {
    const test = (kind: string, name: string) => cdata(`test_${kind}`, `${kind} ${name}`, `name="${name}"`);
    const byName = await loadOne(
      test('input', 'b') + test('input', 'a') + test('output', 'a') + test('output', 'b'),
    );
    expect(byName.cases.map(({ name }) => name)).toEqual(['secret/b', 'secret/a']);
    expect(await readFile(byName.cases[0]!.answerFile!, 'utf8')).toBe('output b');
    const inOrder = await loadOne(test('input', '../x') + test('input', 'a') + test('output', 'c'));
    expect(inOrder.cases.map(({ name }) => name)).toEqual(['secret/1']);
    expect(inOrder.warnings).toEqual([
      '"bank.xml" line 1: there are 2 <test_input> and 1 <test_output>: the first 1 of each are taken',
    ]);
  });

  test('inputs alone are inputs and outputs by turns', async () => {
    const { cases } = await loadOne(['1', '2', '3', '4'].map((text) => cdata('test_input', text)).join(''));
    expect(await Promise.all(cases.map(({ answerFile }) => readFile(answerFile!, 'utf8')))).toEqual([
      '2',
      '4',
    ]);
  });

  test('a special judge, and one of testlib with the header beside the file', async () => {
    const spj = await loadOne(`${TESTS}${cdata('spj', 'int main(){}', 'language="C++"')}`);
    expect(spj.cases[0]!.checker).toMatchObject({ kind: 'spj', tool: { language: 'cpp', main: 'main.cpp' } });
    const source = cdata('tpj', '#include "testlib.h"\nint main(){}', 'language="cc"');
    const tpj = await loadOne(`${TESTS}${source}`, { 'testlib.h': '' });
    expect(tpj.cases[0]!.checker).toMatchObject({
      kind: 'testlib',
      tool: { files: [{ path: 'main.cpp' }, { path: 'testlib.h' }] },
    });
    expect((await loadOne(`${TESTS}${source}`)).warnings).toEqual([expect.stringContaining('testlib.h')]);
  });

  test('an interactor, text around submissions, solutions', async () => {
    const problem = await loadOne(
      [
        TESTS,
        cdata('interactor', 'int main(){}'),
        cdata('prepend', 'int f();', 'language="C"'),
        cdata('append', 'int main(){}', 'language="C"'),
        cdata('append', '?', 'language="Scratch3"'),
        cdata('solution', 'class Main {}', 'language="Java"'),
      ].join(''),
    );
    expect(problem.task).toMatchObject({ kind: 'interactive', protocol: 'testlib' });
    expect(problem.sources).toMatchObject({ prepend: { c: 'int f();' }, append: { c: 'int main(){}' } });
    expect(problem.submissions).toMatchObject([
      { name: 'accepted/solution-1.java', promise: 'accepted', language: 'java' },
    ]);
    expect(problem.submissions[0]!.path).toMatch(/\/Main\.java$/);
    expect(problem.warnings).toEqual([expect.stringContaining('Scratch3')]);
  });

  test.each([
    ['no item', '', 'there is no <item>'],
    ['only items without data', item(''), 'item 1, line 1: has no test data'],
    ['a limit that is none', item(`${cdata('time_limit', '-1')}${TESTS}`), 'must be a number'],
    ['an unknown unit', item(`${cdata('time_limit', '1', 'unit="h"')}${TESTS}`), 'the unit "h"'],
    ['a judge in no known language', item(`${TESTS}${cdata('spj', 'x', 'language="Brain"')}`), '"Brain"'],
    ['an entity', '<item>&x;</item>', 'unknown entity'],
  ])('refuses %s', async (_, items, message) => {
    await expect(load(items)).rejects.toMatchObject({
      code: 'INVALID_PROBLEM',
      message: expect.stringContaining(message),
    });
  });
});
