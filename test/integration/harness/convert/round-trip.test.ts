import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { convertProblem } from '../../../../harness/convert/convert.js';
import { loadProblem } from '../../../../harness/problem/load.js';
import type { Problem } from '../../../../harness/problem/problem.js';
import { maxScoreOf } from '../../../../harness/scoring/index.js';
import { packageRoot } from '../../../../lib/package-root.js';
import { POLYGON_FILES, polygonXml } from '../../../support/polygon-package.js';
import { type TestFolder, writeFolder } from '../../../support/problem-package.js';

let parent: string;
let count = 0;
const folders: TestFolder[] = [];
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'bailiff-test-'));
});
afterAll(async () => {
  await rm(parent, { recursive: true });
  for (const folder of folders) await folder[Symbol.asyncDispose]();
});

async function loadFiles(files: Readonly<Record<string, string>>, path = ''): Promise<Problem> {
  const folder = await writeFolder('sum', files);
  folders.push(folder);
  return loadProblem(join(folder.path, path), { home: parent });
}

async function converted(problem: Problem): Promise<Problem> {
  const out = join(parent, `package${++count}`);
  await convertProblem(problem, out);
  return loadProblem(out);
}

/** What must survive. */
async function essence(problem: Problem) {
  const { type, timeLimit, limits, task, submissions } = problem;
  const cases = await Promise.all(
    problem.cases.map(async ({ inputFile, answerFile, sample, args }) => ({
      input: await digest(inputFile),
      answer: await digest(answerFile),
      sample,
      args,
    })),
  );
  return {
    type,
    timeMs: timeLimit.kind === 'declared' ? timeLimit.timeMs : timeLimit.multiplier,
    limits,
    task: [task.kind, 'passes' in task ? task.passes : 1],
    cases,
    maxScore: maxScoreOf(problem),
    submissions: submissions.map(({ promise }) => promise).sort(),
  };
}

async function digest(file: string | undefined): Promise<string> {
  const bytes = file === undefined ? '' : await readFile(file);
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

const PAIRS = { '1.in': '1 2\n', '1.ans': '3\n', '2.in': '4 5\n', '2.ans': '9\n' };

describe('convertProblem(), loaded again', () => {
  test.each(['aplusb', 'ferries', 'steady'])('problems/%s is the same', async (name) => {
    const problem = await loadProblem(join(packageRoot(), 'problems', name));
    const again = await converted(problem);
    expect(await essence(again)).toEqual(await essence(problem));
    expect(again.cases.map(({ name: path, checker }) => [path, checker])).toEqual(
      problem.cases.map(({ name: path, checker }) => [path, checker]),
    );
    expect(again.format).toBe('icpc-2025-09');
  });

  test('a package of groups with arguments, constants and data that must be refused', async () => {
    const problem = await loadFiles({
      'problem.yaml':
        'problem_format_version: 2025-09\ntype: scoring\nname: Sum\nlimits: { time_limit: 1 }\n' +
        'constants: { n: { value: 9, tex: "3^2" }, m: 1 }\n',
      'data/sample/1.in': '1 2\n',
      'data/sample/1.ans': '3\n',
      'data/secret/test_group.yaml': '',
      'data/secret/a/test_group.yaml':
        'max_score: 100\nrequire_pass: sample\ninput_validator_args: { v: [--max, "{{n}}"] }\n',
      'data/secret/a/1.in': '4 5\n',
      'data/secret/a/1.ans': '9\n',
      'data/secret/a/1.yaml': 'args: [-v]\n',
      'data/invalid_input/x.in': 'x\n',
      'data/invalid_input/x.yaml': 'input_validator_args: [-x]\n',
      'data/invalid_output/y.in': '1 2\n',
      'data/invalid_output/y.ans': '3\n',
      'data/invalid_output/y.out': '4\n',
      'input_validators/v.py': '',
    });
    const again = await converted(problem);
    expect(await essence(again)).toEqual(await essence(problem));
    const told = ({ sources, cases, extraCases = [], inputValidators }: Problem) => ({
      constants: sources.constants,
      args: cases.map(({ inputValidatorArgs }) => inputValidatorArgs),
      extra: extraCases.map(({ kind, name, inputValidatorArgs }) => [kind, name, inputValidatorArgs]),
      validators: inputValidators.map(({ name }) => name),
    });
    expect(told(again)).toEqual(told(problem));
    expect(again.root).toEqual(problem.root);
  });

  test('a legacy package with statements, and what it says of itself', async () => {
    const problem = await loadFiles({
      'problem.yaml':
        'name: Sum\nauthor: Ada and Bob\nlicense: cc by-sa\nsource: Cup\nsource_url: x.org\nkeywords: easy sums\n',
      '.timelimit': '1',
      'data/secret/1.in': '1 2\n',
      'data/secret/1.ans': '3\n',
      'problem_statement/problem.tex': 'english',
      'problem_statement/problem.sv.tex': 'svenska',
      'problem_statement/picture.png': 'png',
    });
    const again = await converted(problem);
    const read = (path: string) => readFile(join(again.folder, path), 'utf8');
    expect(await read('statement/problem.en.tex')).toBe('english');
    expect((await readdir(join(again.folder, 'statement'))).sort()).toEqual([
      'picture.png',
      'problem.en.tex',
      'problem.sv.tex',
    ]);
    expect(parse(await read('problem.yaml'))).toMatchObject({
      name: { en: 'Sum', sv: 'Sum' },
      license: 'cc by-sa',
      credits: { authors: ['Ada', 'Bob'] },
      source: { name: 'Cup', url: 'x.org' },
      keywords: ['easy', 'sums'],
    });
    expect(again.warnings.filter((each) => !each.includes('folder'))).toEqual([]);
  });

  test('a plain folder, with points for folders', async () => {
    const problem = await loadFiles({
      'easy/1.in': '1',
      'easy/1.ans': '1',
      'hard/1.in': '2',
      'hard/1.ans': '2',
      'hard/2.in': '3',
      'hard/2.ans': '3',
      'sample.in': '0',
      'sample.ans': '0',
      'problem.yaml': 'time_limit: 1.5\nscoring: { per_folder: { easy: 30, hard: 70 } }\nchecker: lines\n',
    });
    const again = await converted(problem);
    expect(await essence(again)).toEqual(await essence(problem));
    expect(maxScoreOf(again)).toBe(100);
    expect(again.cases.at(-1)!.checker).toMatchObject({
      kind: 'validator',
      args: ['lines', 'case_sensitive'],
    });
  });

  test('a plain folder of cases only', async () => {
    const problem = await loadFiles({ ...PAIRS, 'problem.yaml': 'time_limit: 2\n' });
    expect(await essence(await converted(problem))).toEqual(await essence(problem));
  });

  test('a Polygon package with groups and dependencies', async () => {
    const groups = `<groups>
      <group name="0" points="0" points-policy="complete-group"/>
      <group name="1" points="30" points-policy="complete-group">
        <dependencies><dependency group="0"/></dependencies></group>
      <group name="2" points-policy="each-test"><dependencies><dependency group="1"/></dependencies></group>
    </groups>`;
    const tests = [
      'group="0" points="0" sample="true"',
      'group="1" points="30"',
      'group="2" points="35"',
      'group="2" points="35"',
    ];
    const problem = await loadFiles({
      'problem.xml': polygonXml({ tests: tests.map((each) => `method="manual" ${each}`), groups }),
      ...POLYGON_FILES,
      ...Object.fromEntries(
        ['01', '02', '03', '04'].flatMap((n) => [
          [`tests/${n}`, `${n} 1\n`],
          [`tests/${n}.a`, '3\n'],
        ]),
      ),
    });
    const again = await converted(problem);
    expect(await essence(again)).toEqual(await essence(problem));
    const secret = again.root.members.flatMap((each) => (each.kind === 'group' ? [each.group] : [])).at(-1)!;
    expect(secret.members).toMatchObject([
      { group: { requires: ['sample'] } },
      { group: { requires: [expect.stringMatching(/1$/)] } },
    ]);
  });

  test('an FPS file', async () => {
    const problem = await loadFiles(
      {
        'bank.xml': `<fps version="1.2"><item><title>Sum</title><time_limit unit="s">2</time_limit>
          <memory_limit unit="mb">64</memory_limit>
          <sample_input>1 2</sample_input><sample_output>3</sample_output>
          <test_input>4 5</test_input><test_output>9</test_output>
          <solution language="Python">print(sum(map(int, input().split())))</solution></item></fps>`,
      },
      'bank.xml',
    );
    expect(await essence(await converted(problem))).toEqual(await essence(problem));
  });

  test('a folder that is taken is refused, and nothing is left beside it', async () => {
    const problem = await loadFiles({ ...PAIRS, 'problem.yaml': 'time_limit: 2\n' });
    const home = await mkdtemp(join(parent, 'taken-'));
    await writeFile(join(home, 'x'), '');
    await expect(convertProblem(problem, home)).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
    const checker = { kind: 'function', name: 'mine', check: () => true } as const;
    const cases = problem.cases.map((each) => ({ ...each, checker }));
    const own = await mkdtemp(join(parent, 'own-'));
    await expect(convertProblem({ ...problem, cases }, join(own, 'new'))).rejects.toThrow(
      '"mine" is a function',
    );
    expect(await readdir(own)).toEqual([]);
  });
});
