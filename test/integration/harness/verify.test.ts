import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSubmissions, grade, loadProblem, type ProblemReport, verify } from '../../../harness/index.js';
import { createRunner, type Runner } from '../../../lib/index.js';
import { writeFolder } from '../../support/problem-package.js';
import { PROGRAMS, PROMISING } from './fixtures.js';

let runner: Runner;
beforeAll(() => {
  runner = createRunner({ concurrency: 2 });
});
afterAll(() => runner?.close());

async function verifyFiles(files: Readonly<Record<string, string>>, all = false): Promise<ProblemReport> {
  await using folder = await writeFolder('sum', files);
  const { problems } = await verify({ problems: [await loadProblem(folder.path)], runner, all });
  return problems[0]!;
}

const outcomes = ({ submissions }: ProblemReport) =>
  Object.fromEntries(submissions.map(({ name, promise }) => [name, promise!.outcome]));

describe('verify()', () => {
  test('finds every kind of promise kept', async () => {
    const report = await verifyFiles(PROMISING);
    expect(new Set(Object.values(outcomes(report)))).toEqual(new Set(['kept']));
    expect(report.submissions).toHaveLength(
      Object.keys(PROMISING).filter((path) => path.startsWith('sub')).length,
    );
  });

  test('finds promises broken', async () => {
    const report = await verifyFiles({
      ...PROMISING,
      'submissions/accepted/sum.py': PROGRAMS.wrong,
      'submissions/wrong_answer/four.py': PROGRAMS.accepted,
      'submissions/compile_error/paren.c': PROMISING['submissions/accepted/sum.c']!,
    });
    const broken = Object.entries(outcomes(report)).filter(([, outcome]) => outcome === 'broken');
    expect(broken.map(([name]) => name).sort()).toEqual([
      'accepted/sum.py',
      'compile_error/paren.c',
      'wrong_answer/four.py',
    ]);
  });

  test('fills in constants in the package’s own submissions, and in no others', async () => {
    const files = {
      'problem.yaml':
        'problem_format_version: 2025-09\nname: Sum\nconstants: { base: { value: 2, next: 3 } }\n',
      'data/secret/1.in': '',
      'data/secret/1.ans': '2 3\n',
      'submissions/accepted/a.py': 'print("{{base}} {{base.next}}")\n',
    };
    await using folder = await writeFolder('sum', files);
    const problem = await loadProblem(folder.path);
    const own = await verify({ problems: [problem], runner });
    expect(own.problems[0]!.submissions[0]!.verdict).toBe('AC');
    const path = join(folder.path, 'submissions/accepted/a.py');
    const others = await grade({ problems: [problem], submissions: await findSubmissions([path]), runner });
    expect(others.problems[0]!.submissions[0]!.verdict).toBe('WA');
  });

  test('tells what settled the promise of a submission with points, though groups are open', async () => {
    const report = await verifyFiles({
      ...PROMISING,
      'problem.yaml': 'type: scoring\n',
      'data/testdata.yaml': 'on_reject: continue\ngrader_flags: ignore_sample\n',
    });
    const crashed = report.submissions.find(({ promise }) => promise!.folder === 'run_time_error')!;
    expect([crashed.verdict, crashed.promise!.outcome]).toEqual(['RTE', 'kept']);
  });

  test('judges on until the promised verdict shows', async () => {
    const late = `a, b = map(int, input().split())\nwhile a < 0: pass\nprint(3 if a == 1 else 4)\n`;
    const report = await verifyFiles({ ...PROMISING, 'submissions/time_limit_exceeded/late.py': late });
    const found = report.submissions.find(({ name }) => name.endsWith('late.py'))!;
    expect(found.cases.map(({ verdict }) => verdict)).toEqual(['AC', 'WA', 'TLE']);
    expect([found.verdict, found.promise!.outcome]).toEqual(['WA', 'kept']);
  });

  test('with all, holds a submission to its promise on every case', async () => {
    const crashing =
      'a, b = map(int, input().split())\nprint(3 if a == 1 else 4)\nif a < 0: raise SystemExit(1)\n';
    const files = { ...PROMISING, 'submissions/wrong_answer/four.py': crashing };
    expect(outcomes(await verifyFiles(files))['wrong_answer/four.py']).toBe('kept');
    expect(outcomes(await verifyFiles(files, true))['wrong_answer/four.py']).toBe('broken');
  });

  test('measures the time limit and keeps those reports', async () => {
    const { '.timelimit': _, ...files } = PROMISING;
    const report = await verifyFiles(files);
    expect(report.timeLimit.kind).toBe('computed');
    expect(new Set(Object.values(outcomes(report)))).toEqual(new Set(['kept']));
  });

  test('holds those that must be too slow to it under the limit × the safety margin, too', async () => {
    const slow = (seconds: number) =>
      `import time\na, b = map(int, input().split())\nwhile time.process_time() < ${seconds}: pass\nprint(a + b)\n`;
    const report = await verifyFiles({
      ...PROMISING,
      'submissions/time_limit_exceeded/barely.py': slow(1.3),
      'submissions/time_limit_exceeded/well.py': slow(3),
      'submissions/rejected/barely.py': slow(1.3),
    });
    expect(outcomes(report)).toMatchObject({
      'time_limit_exceeded/barely.py': 'broken',
      'time_limit_exceeded/well.py': 'kept',
      'rejected/barely.py': 'kept',
    });
    const barely = report.submissions.find(({ name }) => name === 'time_limit_exceeded/barely.py')!;
    expect([barely.verdict, barely.promise?.reason]).toEqual([
      'TLE',
      expect.stringMatching(/^in time under [\d.]+ × the time limit$/),
    ]);
  });

  test('without a limit to be measured, finds the accepted broken and the others undecided', async () => {
    const { '.timelimit': _, 'submissions/accepted/sum.c': __, ...files } = PROMISING;
    const report = await verifyFiles({ ...files, 'submissions/accepted/sum.py': PROGRAMS.wrong });
    expect(report.timeLimit).toMatchObject({ kind: 'unknown', cause: 'package' });
    const { 'accepted/sum.py': accepted, ...others } = outcomes(report);
    expect([accepted, new Set(Object.values(others))]).toEqual(['broken', new Set(['undecided'])]);
  });

  test('refuses a problem without a time limit and without what to measure it from', async () => {
    const {
      '.timelimit': _,
      'submissions/accepted/sum.c': __,
      'submissions/accepted/sum.py': ___,
      ...files
    } = PROMISING;
    await expect(verifyFiles(files)).rejects.toThrow(/Cannot find time limit of "sum"/);
  });

  test('refuses a problem without submissions', async () => {
    const files = Object.fromEntries(
      Object.entries(PROMISING).filter(([path]) => !path.startsWith('submissions/')),
    );
    await expect(verifyFiles(files)).rejects.toMatchObject({ code: 'INVALID_PROBLEM' });
  });
});
