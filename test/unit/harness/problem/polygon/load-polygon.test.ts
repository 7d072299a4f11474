import { describe, expect, test } from 'vitest';
import { openPackage } from '../../../../../harness/problem/package.js';
import { loadPolygonContest } from '../../../../../harness/problem/polygon/load-contest.js';
import { loadPolygon } from '../../../../../harness/problem/polygon/load-polygon.js';
import type { Problem } from '../../../../../harness/problem/problem.js';
import {
  CHECKER,
  POLYGON_FILES,
  type PolygonFixture,
  polygonXml,
  SUM_PY,
} from '../../../../support/polygon-package.js';
import { writeFolder } from '../../../../support/problem-package.js';

const TWO_TESTS = { 'tests/01': '1 2\n', 'tests/01.a': '3\n', 'tests/02': '4 5\n', 'tests/02.a': '9\n' };
const MANUAL = 'method="manual"';

async function load(fixture: PolygonFixture, files: Readonly<Record<string, string>> = {}): Promise<Problem> {
  await using folder = await writeFolder('sum', {
    'problem.xml': polygonXml(fixture),
    ...POLYGON_FILES,
    ...files,
  });
  return await loadPolygon(await openPackage(folder.path));
}

describe('loadPolygon()', () => {
  test('reads a full package', async () => {
    const problem = await load({ tests: [`${MANUAL} sample="true"`, MANUAL] }, TWO_TESTS);
    expect(problem).toMatchObject({
      id: 'sum',
      name: 'Sum & more',
      format: 'polygon',
      type: 'pass-fail',
      timeLimit: { kind: 'declared', timeMs: 1_000, file: 'problem.xml' },
      limits: { memoryBytes: 256 * 2 ** 20 },
      task: { kind: 'batch', inputName: undefined, outputName: undefined },
      warnings: [],
    });
    expect(problem.generation).toBeUndefined();
    expect(problem.cases.map(({ name, sample }) => [name, sample])).toEqual([
      ['tests/01', true],
      ['tests/02', false],
    ]);
    expect(problem.cases[0]!.checker).toMatchObject({
      kind: 'testlib',
      tool: {
        name: 'files/check.cpp',
        language: 'cpp',
        main: 'check.cpp',
        files: [{ path: 'check.cpp' }, { path: 'testlib.h' }],
      },
    });
    expect(problem.submissions).toMatchObject([
      { name: 'main/sum.py', promise: 'accepted', language: 'python' },
    ]);
  });

  test('files instead of stdin and stdout', async () => {
    const problem = await load({ tests: [MANUAL], judging: '' }, TWO_TESTS);
    expect(problem.task).toMatchObject({ kind: 'batch' });
    await using folder = await writeFolder('sum', {
      'problem.xml': polygonXml({ tests: [MANUAL] }).replace(
        'input-file="" output-file=""',
        'input-file="sum.in" output-file="sum.out"',
      ),
      ...POLYGON_FILES,
      ...TWO_TESTS,
    });
    expect((await loadPolygon(await openPackage(folder.path))).task).toMatchObject({
      inputName: 'sum.in',
      outputName: 'sum.out',
    });
  });

  test('what a standard package leaves out is to be generated', async () => {
    const gen = '<executable><source path="files/gen.py" type="python.3"/></executable>';
    const problem = await load(
      { tests: [MANUAL, 'method="generated" cmd="gen 1 &quot;2 3&quot;"'], executables: gen },
      { 'tests/01': '1 2\n', 'files/gen.py': 'print(1, 2)\n' },
    );
    expect(problem.generation).toMatchObject({
      tools: { gen: { language: 'python', main: 'gen.py' } },
      inputs: { 'tests/02': { tool: 'gen', args: ['1', '2 3'] } },
      answers: ['tests/01', 'tests/02'],
      solution: 'main/sum.py',
    });
    expect(problem.cases[1]).toMatchObject({ inputFile: undefined, answerFile: undefined });
  });

  test('groups, their points and dependencies', async () => {
    const groups = `<groups>
      <group name="0" points-policy="each-test"/>
      <group name="1" points="30" points-policy="complete-group"><dependencies><dependency group="0"/></dependencies></group>
    </groups>`;
    const tests = [
      `${MANUAL} group="1" points="30"`,
      `${MANUAL} group="0" points="5"`,
      `${MANUAL} group="1"`,
    ];
    const { type, root, cases } = await load(
      { tests, groups },
      { ...TWO_TESTS, 'tests/03': '', 'tests/03.a': '' },
    );
    expect(type).toBe('scoring');
    expect(cases.map(({ name }) => name)).toEqual(['tests/01', 'tests/03', 'tests/02']);
    expect(root.rule).toMatchObject({ onReject: 'continue', score: { kind: 'sum' } });
    expect(root.members).toMatchObject([
      {
        group: {
          name: '1',
          requires: ['0'],
          rule: { onReject: 'break', score: { kind: 'all-or-nothing', score: 30 } },
        },
      },
      {
        group: { name: '0', rule: { score: { kind: 'sum' } }, members: [{ score: { accepted: 5, max: 5 } }] },
      },
    ]);
  });

  test('points without groups are summed', async () => {
    const tests = [`${MANUAL} points="2.5"`, `${MANUAL} points="7.5"`];
    const { type, root } = await load({ tests }, TWO_TESTS);
    expect(type).toBe('scoring');
    expect(root.members).toMatchObject([{ score: { accepted: 2.5 } }, { score: { accepted: 7.5 } }]);
  });

  test('tags become folders, or verdicts of their own', async () => {
    const solution = (tag: string, type = 'python.3') =>
      `<solution tag="${tag}"><source path="solutions/sum.py" type="${type}"/></solution>`;
    const assets = `${CHECKER}<solutions>${solution('main')}${solution('wrong-answer')}${solution('rejected')}
      ${solution('time-limit-exceeded-or-accepted')}${solution('odd')}${solution('accepted', 'python.2')}</solutions>`;
    const { submissions, warnings } = await load({ tests: [MANUAL], assets }, TWO_TESTS);
    expect(submissions.map(({ name, promise }) => [name, promise])).toEqual([
      ['main/sum.py', 'accepted'],
      ['wrong-answer/sum.py', 'wrong_answer'],
      ['rejected/sum.py', 'rejected'],
      ['time-limit-exceeded-or-accepted/sum.py', 'mixed'],
    ]);
    expect(submissions[3]!.expectations).toEqual([{ cases: undefined, permitted: ['AC', 'TLE'] }]);
    expect(warnings).toEqual([
      expect.stringContaining('the tag "odd" is not known'),
      expect.stringContaining('python.2'),
    ]);
  });

  test('an interactor, validators, and files for solutions', async () => {
    const source = (path: string) => `<source path="files/${path}" type="cpp.g++17"/>`;
    const assets = `${CHECKER}<interactor>${source('check.cpp')}</interactor>
      <validators><validator>${source('check.cpp')}</validator></validators>`;
    const resources = `<file for-types="cpp.*;c.*" path="files/check.cpp" type="h.g++">
      <assets><asset name="SOLUTION"/></assets></file>`;
    const problem = await load({ tests: [MANUAL], assets, resources }, TWO_TESTS);
    expect(problem.task).toMatchObject({
      kind: 'interactive',
      protocol: 'testlib',
      interactor: { main: 'check.cpp' },
    });
    expect(problem.inputValidators).toHaveLength(1);
    expect(Object.keys(problem.sources.include)).toEqual(['cpp', 'c']);
  });

  const generated = (cmd: string, more = '') => ({ tests: [`method="generated" cmd="${cmd}" ${more}`] });
  test.each<[string, PolygonFixture, string]>([
    ['a manual test that is not there', { tests: [MANUAL, MANUAL, MANUAL] }, '"tests/03" is not there'],
    ['no test', { tests: [] }, 'no test in testset "tests"'],
    ['a generator with a shell', generated('gen &gt; {1-3}'), 'only a shell could follow'],
    ['a generator that writes files', generated('gen 1', 'from-file="2"'), 'one of several files'],
    ['an unknown generator', generated('gen 1'), 'made by "gen", which is not in <executables>'],
    [
      'an unknown group',
      { tests: [`${MANUAL} group="9"`], groups: '<groups><group name="1"/></groups>' },
      'group "9"',
    ],
    [
      'a dependency on nothing',
      {
        tests: [`${MANUAL} group="1"`],
        groups:
          '<groups><group name="1"><dependencies><dependency group="2"/></dependencies></group></groups>',
      },
      'depends on "2"',
    ],
    [
      'points that are none',
      { tests: [`${MANUAL} points="ten"`] },
      'line 14: the attribute "points" of <test>',
    ],
    ['no checker', { tests: [MANUAL], assets: '' }, 'no <checker>'],
    [
      'a source outside',
      { tests: [MANUAL], assets: CHECKER.replace('files/check.cpp', '../../etc/passwd') },
      'leaves the package',
    ],
    [
      'a checker of no known language',
      { tests: [MANUAL], assets: CHECKER.replace('cpp.g++17', 'python.2') },
      'there is no toolchain for it',
    ],
  ])('refuses %s', async (_, fixture, message) => {
    const loading = load(fixture, fixture.tests[0]?.includes('generated') ? {} : TWO_TESTS);
    await expect(loading).rejects.toMatchObject({
      code: 'INVALID_PROBLEM',
      message: expect.stringContaining(message),
    });
  });

  test('refuses answers to be made without a main solution', async () => {
    const loading = load({ tests: [MANUAL], assets: CHECKER }, { 'tests/01': '1 2\n' });
    await expect(loading).rejects.toThrow('no main solution');
  });
});

describe('loadPolygonContest()', () => {
  const contest = (url: string) =>
    `<contest url="https://polygon.example/c/1"><problems><problem index="A" url="${url}"/></problems></contest>`;

  test('reads its problems from their folders', async () => {
    await using folder = await writeFolder('contest', {
      'contest.xml': contest('https://polygon.example/p/sum'),
      'problems/sum/problem.xml': polygonXml({ tests: [MANUAL] }),
      ...Object.fromEntries(
        Object.entries({ ...POLYGON_FILES, ...TWO_TESTS }).map(([path, text]) => [
          `problems/sum/${path}`,
          text,
        ]),
      ),
    });
    const problems = await loadPolygonContest(await openPackage(folder.path));
    expect(problems.map(({ id, cases }) => [id, cases.length])).toEqual([['sum', 1]]);
  });

  test.each([
    ['https://polygon.example/p/..', 'no name of a problem'],
    ['https://polygon.example/p/other', '"problems/other", which is not there'],
  ])('refuses %s', async (url, message) => {
    await using folder = await writeFolder('contest', { 'contest.xml': contest(url), 'x.py': SUM_PY });
    await expect(loadPolygonContest(await openPackage(folder.path))).rejects.toThrow(message);
  });
});
