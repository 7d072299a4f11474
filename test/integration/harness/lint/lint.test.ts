import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LintReport } from '../../../../harness/lint/finding.js';
import { lintProblem } from '../../../../harness/lint/lint.js';
import { loadProblem } from '../../../../harness/problem/load.js';
import { createRunner, type Runner } from '../../../../lib/index.js';
import { CHECKER, POLYGON_FILES, polygonXml } from '../../../support/polygon-package.js';
import { SUM_PROBLEM, writeFolder } from '../../../support/problem-package.js';

let runner: Runner;
beforeAll(() => {
  runner = createRunner({ concurrency: 2 });
});
afterAll(() => runner?.close());

/** Two whole numbers on a line. */
const VALIDATOR = `import re, sys
sys.exit(42 if re.fullmatch(r"-?\\d+ -?\\d+\\n", sys.stdin.read()) else 43)
`;
const SOLUTION = 'a, b = map(int, input().split())\nprint(a + b)\n';

const GOOD: Readonly<Record<string, string>> = {
  ...SUM_PROBLEM,
  'input_validators/validate.py': VALIDATOR,
  'submissions/accepted/sum.py': SOLUTION,
  'submissions/wrong_answer/three.py': 'print(3)\n',
};

async function lint(files: Readonly<Record<string, string>>): Promise<LintReport> {
  await using folder = await writeFolder('sum', files);
  return await lintProblem(await loadProblem(folder.path), { runner });
}

async function findingsOf(files: Readonly<Record<string, string>>) {
  return (await lint(files)).findings.map(
    ({ severity, where, message }) => `${severity} ${where}: ${message}`,
  );
}

describe('lintProblem()', () => {
  test('finds nothing wrong with a good problem', async () => {
    const { findings, status, verification } = await lint(GOOD);
    expect(findings).toEqual([]);
    expect(status).toBe('complete');
    expect(verification?.problems[0]?.submissions.map(({ verdict }) => verdict)).toEqual(['AC', 'WA']);
  });

  test('finds inputs that a validator refuses', async () => {
    expect(await findingsOf({ ...GOOD, 'data/secret/03.in': '1  2\n', 'data/secret/03.ans': '3\n' })).toEqual(
      [
        'error secret/03: its input is not valid: "input_validators/validate.py" ended with exit code 43, not 42',
      ],
    );
  });

  test('names a validator that is no use, once', async () => {
    expect(await findingsOf({ ...GOOD, 'input_validators/second.cpp': '(' })).toEqual([
      expect.stringMatching(/^error input validators: "input_validators\/second.cpp" does not compile/),
    ]);
  });

  test('finds answers that are wrong by the submissions, and text that is not as it should be', async () => {
    const findings = await findingsOf({ ...GOOD, 'data/secret/02.ans': '1\r\n', 'data/secret/01.ans': '50' });
    expect(findings).toEqual([
      expect.stringMatching(/^error submissions\/accepted\/sum.py: it is WA, which is not as expected/),
      'warning secret/01: its answer does not end with a line end',
      'warning secret/02: its answer has CR at line ends: the format asks for LF',
    ]);
  });

  test('finds submissions that are not as expected', async () => {
    expect(await findingsOf({ ...GOOD, 'submissions/wrong_answer/three.py': SOLUTION })).toEqual([
      expect.stringMatching(/^error submissions\/wrong_answer\/three.py: it is AC, which is not as expected/),
    ]);
  });

  test('finds a time limit that is near to the slowest accepted submission', async () => {
    const slow = `import time\nwhile time.process_time() < 0.6: pass\n${SOLUTION}`;
    expect(await findingsOf({ ...GOOD, 'submissions/accepted/sum.py': slow })).toEqual([
      expect.stringMatching(
        /^warning limits: the time limit of 1 s is less than 2 × the .* of "accepted\/sum.py"/,
      ),
    ]);
  });

  test('warns of what is missing or twice', async () => {
    const { 'input_validators/validate.py': _, ...rest } = GOOD;
    const bare = Object.fromEntries(
      Object.entries(rest).filter(([path]) => !/submissions|sample/.test(path)),
    );
    expect(
      await findingsOf({ ...bare, 'data/secret/03.in': '20 30\n', 'data/secret/03.ans': '50\n' }),
    ).toEqual(
      expect.arrayContaining([
        'warning problem: there is no sample',
        'warning problem: there is no input validator',
        'warning secret/03: its input is the same as that of "secret/01"',
        expect.stringMatching(/^warning submissions: there is none/),
      ]),
    );
  });

  test('asks the checker about every answer', async () => {
    const validator = 'import sys\nsys.exit(42 if sys.stdin.read() == "3\\n" else 43)\n';
    const findings = await findingsOf({
      ...GOOD,
      'problem.yaml': `${GOOD['problem.yaml']}validation: custom\n`,
      'output_validators/check.py': validator,
    });
    expect(findings).toEqual(
      expect.arrayContaining([
        'warning secret/01: its checker does not accept the answer as an output',
        'warning secret/02: its checker does not accept the answer as an output',
      ]),
    );
  });

  test('names a checker that fails', async () => {
    const findings = await findingsOf({
      ...GOOD,
      'problem.yaml': `${GOOD['problem.yaml']}validation: custom\n`,
      'output_validators/check.py': 'raise SystemExit(0)\n',
    });
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^error secret\/01: its checker fails on the answer: .*exit code 0/),
      ]),
    );
  });

  test('is interrupted with what it has', async () => {
    await using folder = await writeFolder('sum', { ...GOOD, 'data/secret/01.ans': '50' });
    const abort = new AbortController();
    abort.abort();
    const { status } = await lintProblem(await loadProblem(folder.path), { runner, signal: abort.signal });
    expect(status).toBe('interrupted');
  });
});

describe('lintProblem() with data that shows how validators work', () => {
  const { '.timelimit': _, ...legacy } = GOOD;
  const MODERN: Readonly<Record<string, string>> = {
    ...legacy,
    'problem.yaml':
      'problem_format_version: 2025-09\nname: Sum\nuuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\nlimits:\n  time_limit: 1\n',
    'data/invalid_input/words.in': 'one two\n',
    'data/invalid_output/four.in': '1 2\n',
    'data/invalid_output/four.ans': '3\n',
    'data/invalid_output/four.out': '4\n',
    'data/valid_output/three.in': '1 2\n',
    'data/valid_output/three.ans': '3\n',
    'data/valid_output/three.out': ' 3\n',
  };

  test('finds nothing when they do', async () => {
    expect((await findingsOf(MODERN)).filter((each) => each.startsWith('error'))).toEqual([]);
  });

  test('finds each that is not judged as it should be', async () => {
    const findings = await findingsOf({
      ...MODERN,
      'data/invalid_input/words.in': '1 2\n',
      'data/invalid_output/four.out': '3\n',
      'data/valid_output/three.out': '4\n',
    });
    expect(findings.filter((each) => each.startsWith('error')).sort()).toEqual([
      'error invalid_input/words: no input validator refuses this invalid input',
      'error invalid_output/four: the checker accepts this invalid output',
      'error valid_output/three: the checker does not accept this valid output: line 1, token 1: got "4", wanted "3"',
    ]);
  });
});

describe('lintProblem() of a Polygon package', () => {
  const XML = polygonXml({
    tests: ['method="manual" sample="true"', 'method="manual"'],
    assets: `${CHECKER}
      <validators><validator><source path="files/val.cpp" type="cpp.g++17"/></validator></validators>
      <solutions><solution tag="main"><source path="solutions/sum.py" type="python.3"/></solution></solutions>`,
  });
  /** Says 0 and 3, as testlib does, and wants to be told the testset. */
  const TESTLIB_VALIDATOR = `#include "testlib.h"
int main(int argc, char** argv) {
  long long a, b;
  if (argc < 3 || std::string(argv[1]) != "--testset") return quit(3, "FAIL usage");
  return std::cin >> a >> b && a <= 100 ? quit(0, "") : quit(3, "FAIL a is too large");
}
`;
  const POLYGON: Readonly<Record<string, string>> = {
    ...POLYGON_FILES,
    'problem.xml': XML,
    'files/val.cpp': TESTLIB_VALIDATOR,
    'tests/01': '1 2\n',
    'tests/01.a': '3\n',
    'tests/02': '20 30\n',
    'tests/02.a': '50\n',
  };

  test('takes exit code 0 of a testlib validator', async () => {
    expect((await findingsOf(POLYGON)).filter((each) => each.startsWith('error'))).toEqual([]);
  });

  test('finds inputs that a testlib validator refuses, and answers that its checker does', async () => {
    const findings = await findingsOf({ ...POLYGON, 'tests/02': '200 30\n', 'tests/01.a': 'three\n' });
    const errors = findings.filter((each) => each.startsWith('error')).join('\n');
    expect(errors).toMatch(/02: its input is not valid: .*exit code 3, not 0: FAIL a is too large/);
    expect(errors).toMatch(/01: its checker fails on the answer: /);
  });
});
