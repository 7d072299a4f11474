import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkBuiltin } from '../../../../harness/checkers/builtin.js';
import { check } from '../../../../harness/checkers/check.js';
import type { Checker, LibraryChecker, Tool } from '../../../../harness/checkers/checker.js';
import { convertProblem } from '../../../../harness/convert/convert.js';
import { filesBelow } from '../../../../harness/convert/files-below.js';
import { createToolShop, type ToolShop } from '../../../../harness/judge/tool-shop.js';
import { openPackage } from '../../../../harness/problem/package.js';
import { loadPlain } from '../../../../harness/problem/plain.js';
import type { Problem } from '../../../../harness/problem/problem.js';
import { createRunner, type Runner } from '../../../../lib/index.js';
import { TINY_CHECKER, TINY_TESTLIB } from '../../../support/polygon-package.js';
import { type TestFolder, writeFolder } from '../../../support/problem-package.js';

let runner: Runner;
let parent: string;
let count = 0;
const folders: TestFolder[] = [];
beforeAll(async () => {
  runner = createRunner();
  parent = await mkdtemp(join(tmpdir(), 'bailiff-test-'));
});
afterAll(async () => {
  await runner.close();
  await rm(parent, { recursive: true });
  for (const folder of folders) await folder[Symbol.asyncDispose]();
});

async function load(files: Readonly<Record<string, string>>): Promise<Problem> {
  const folder = await writeFolder('sum', { '1.in': '1 2\n', '1.ans': '3\n', ...files });
  folders.push(folder);
  return loadPlain(await openPackage(folder.path));
}

/** What the converted problem's output validator says of outputs, by its only case. */
async function opinions(problem: Problem, outputs: readonly string[]): Promise<readonly unknown[]> {
  const out = join(parent, String(++count));
  await convertProblem(problem, out);
  const tools = createToolShop({ runner, problem });
  const yaml = await readFile(join(out, 'data/secret/1.yaml'), 'utf8').catch(() => '');
  const { output_validator_args: args = [] } = (parse(yaml) ?? {}) as { output_validator_args?: string[] };
  return Promise.all(outputs.map((output) => opinion(tools, problem, out, args, output)));
}

async function opinion(
  tools: ToolShop,
  problem: Problem,
  out: string,
  args: readonly string[],
  output: string,
) {
  const folder = join(out, 'output_validator');
  const names = await readdir(folder);
  const tool: Tool = names.includes('build')
    ? { name: 'v', language: 'build', main: 'build', files: await filesBelow(folder) }
    : { name: 'v', language: 'python', main: 'validate.py', files: await filesBelow(folder) };
  const checker: Checker = { kind: 'validator', tool, args };
  const testCase = { ...problem.cases[0]!, checker };
  const { verdict, score, fraction, message } = await check(tools, { testCase, output: Buffer.from(output) });
  return verdict === 'JE' ? `JE ${message}` : (score ?? fraction ?? verdict);
}

const CHECKER_FILES = { 'check.cpp': TINY_CHECKER, 'testlib.h': TINY_TESTLIB };

describe('a converted output validator', () => {
  test('runs a testlib checker', async () => {
    const problem = await load({ ...CHECKER_FILES, 'problem.yaml': 'checker: { testlib: check.cpp }' });
    expect(await opinions(problem, ['3\n', '4\n', 'x\n', ''])).toEqual(['AC', 'WA', 'WA', 'WA']);
  });

  test('a testlib checker that fails is a fault', async () => {
    const problem = await load({
      ...CHECKER_FILES,
      '1.ans': '',
      'problem.yaml': 'checker: { testlib: check.cpp }',
    });
    expect(await opinions(problem, ['3\n'])).toEqual([expect.stringContaining('FAIL no answer')]);
  });

  test('points of testlib become scores, in scoring problems', async () => {
    const source = `import sys
said = open(sys.argv[2]).read().strip()
print(said, file=sys.stderr)
sys.exit(7 if said.startswith('points') else 30 if said.startswith('partially') else 0)
`;
    const files = { 'c.py': source, 'problem.yaml': 'checker: { testlib: c.py }\nscoring: { per_case: 10 }' };
    expect(
      await opinions(await load(files), ['points 2.5 fine', 'points 0', 'partially correct (30) half', 'ok']),
    ).toEqual([2.5, 'WA', 0.3, 'AC']);
    const passFail = await load({ ...files, 'problem.yaml': 'checker: { testlib: c.py }' });
    expect(await opinions(passFail, ['points 2.5 fine'])).toEqual([expect.stringContaining('JE')]);
  });

  test('runs a testlib interactor, and the checker on what it wrote', async () => {
    const source = `import sys
said = sys.stdin.readline().strip()
open(sys.argv[2], 'w').write(said)
sys.exit({'wrong': 1, 'broken': 3}.get(said, 0))
`;
    const files = { ...CHECKER_FILES, 'talk.py': source };
    const yaml = 'interactor: { testlib: talk.py }\n';
    const checked = await load({ ...files, 'problem.yaml': `${yaml}checker: { testlib: check.cpp }` });
    const fault = expect.stringContaining('JE');
    expect(await opinions(checked, ['3\n', '4\n', 'wrong\n', 'broken\n'])).toEqual(['AC', 'WA', 'WA', fault]);
    const alone = await load({ ...files, 'problem.yaml': yaml });
    expect(await opinions(alone, ['4\n', 'wrong\n', 'broken\n'])).toEqual(['AC', 'WA', fault]);
  });

  test('runs a special judge of HUSTOJ', async () => {
    const source = `import sys
sys.exit(0 if open(sys.argv[2]).read() == open(sys.argv[3]).read() else 1)
`;
    const problem = await load({ 'spj.py': source, 'problem.yaml': 'checker: { spj: spj.py }' });
    expect(await opinions(problem, ['3\n', '3'])).toEqual(['AC', 'WA']);
  });

  test.each<[LibraryChecker, string, readonly string[], readonly string[]]>([
    [
      { kind: 'lines', caseSensitive: true },
      'a b\nc\n',
      ['a b  \nc', 'a b\nc\n\n\n', 'a  b\nc', 'A b\nc', '\na b\nc'],
      ['AC', 'AC', 'WA', 'WA', 'WA'],
    ],
    [{ kind: 'lines', caseSensitive: false }, 'a b\n', ['A B', 'a'], ['AC', 'WA']],
    [{ kind: 'unordered-lines', caseSensitive: true }, 'x\ny\n', ['y\nx', 'y\ny'], ['AC', 'WA']],
    [
      { kind: 'numbers', tolerance: 1e-3 },
      '1000 0.5\n',
      ['1000.5 .5', '1e3 0.502', '1000', '1000 x', '0x3e8 0.5', '1000 inf'],
      ['AC', 'WA', 'WA', 'WA', 'WA', 'WA'],
    ],
    [
      { kind: 'numbers', tolerance: 0 },
      '12345678901234567890',
      ['+012345678901234567890', '12345678901234567891'],
      ['AC', 'WA'],
    ],
    [{ kind: 'yes-no' }, 'YES\n', ['yes', 'y', 'True', 'no', 'yes yes'], ['AC', 'AC', 'AC', 'WA', 'WA']],
    [{ kind: 'regex', pattern: '[a-c]+', flags: 'i' }, '', ['abC\n', 'abd', ' a'], ['AC', 'WA', 'WA']],
    [{ kind: 'contains' }, 'a b\n', ['x A y b', 'b a', 'ab'], ['AC', 'WA', 'WA']],
    [{ kind: 'characters' }, 'a b\n', ['a b  \n\n', ' a  b', 'ab'], ['AC', 'WA', 'WA']],
  ])('does what the checker of our own does: %j', async (checker, answer, outputs, verdicts) => {
    const problem = await load({ '1.ans': answer });
    const cases = problem.cases.map((testCase) => ({ ...testCase, checker }));
    expect(await opinions({ ...problem, cases }, outputs)).toEqual(verdicts);
    const given = { input: Buffer.alloc(0), answer: Buffer.from(answer) };
    const own = outputs.map(
      (output) => checkBuiltin(checker, { ...given, output: Buffer.from(output) }).verdict,
    );
    expect(own).toEqual(verdicts);
  });
});
