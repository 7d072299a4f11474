import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findSubmissions,
  type GradeEvent,
  grade,
  loadProblem,
  openSubmissions,
  Report,
  type Reporter,
  type SubmissionReport,
  withChecker,
} from '../../../harness/index.js';
import { createRunner, type Runner } from '../../../lib/index.js';
import { SUM_PROBLEM, type TestFolder, writeFolder } from '../../support/problem-package.js';
import { PROGRAMS } from './fixtures.js';

let runner: Runner;
let problemFolder: TestFolder;
let classFolder: TestFolder;

beforeAll(async () => {
  runner = createRunner({ concurrency: 2 });
  problemFolder = await writeFolder('sum', SUM_PROBLEM);
  const { broken, ...python } = PROGRAMS;
  const files = Object.entries(python).map(([name, code]) => [`${name}.py`, code] as const);
  classFolder = await writeFolder('class', { ...Object.fromEntries(files), 'broken.c': broken });
});

afterAll(async () => {
  await runner?.close();
  await problemFolder?.[Symbol.asyncDispose]();
  await classFolder?.[Symbol.asyncDispose]();
});

async function gradeFiles(
  names: readonly string[],
  options: Partial<Parameters<typeof grade>[0]> = {},
): Promise<Report> {
  const problem = options.problem ?? (await loadProblem(problemFolder.path));
  const submissions = await findSubmissions(names.map((name) => join(classFolder.path, name)));
  return await grade({ runner, ...options, problem, submissions });
}

async function gradeOne(
  name: string,
  options: Partial<Parameters<typeof grade>[0]> = {},
): Promise<SubmissionReport> {
  const report = await gradeFiles([name], options);
  return report.problems[0]!.submissions[0]!;
}

/** A judge error shows its message, for whoever has to find out why. */
const verdictsOf = ({ cases, verdict, message }: SubmissionReport) =>
  verdict === 'JE' && message !== ''
    ? [message]
    : cases.map((each) => (each.verdict === 'JE' ? each.message : each.verdict));

describe('grade()', () => {
  test.each([
    ['accepted.py', 'AC', ['AC', 'AC', 'AC'], /^$/],
    ['wrong.py', 'WA', ['AC', 'WA', 'SK'], /^line 1, token 1: got "4", wanted "50"$/],
    ['slow.py', 'TLE', ['TLE', 'SK', 'SK'], /^computed for more than 1 s$/],
    ['sleepy.py', 'TLE', ['TLE', 'SK', 'SK'], /^still there after 4 s/],
    ['crash.py', 'RTE', ['RTE', 'SK', 'SK'], /^ended with exit code 3/],
    ['greedy.py', 'MLE', ['MLE', 'SK', 'SK'], /^needed more than 128 MiB/],
    ['chatty.py', 'OLE', ['OLE', 'SK', 'SK'], /^wrote more than 1 MiB/],
  ])('%s is %s', async (name, verdict, cases, message) => {
    const report = await gradeOne(name);
    expect([report.verdict, verdictsOf(report)]).toEqual([verdict, cases]);
    expect(report.cases.find((each) => each.verdict === verdict)?.message).toMatch(message);
    expect(report.usage!.cpuMs).toBeGreaterThan(0);
    expect(report.usage!.memoryBytes).toBeGreaterThan(0);
  });

  test('broken.c is CE with the message of the compiler, and no case runs', async () => {
    const report = await gradeOne('broken.c');
    expect([report.verdict, verdictsOf(report), report.usage]).toEqual(['CE', ['SK', 'SK', 'SK'], undefined]);
    expect(report.message).toMatch(/error/);
  });

  test('grades a folder of submissions, in the order of the names, into a report by its schema', async () => {
    const report = await gradeFiles(['.']);
    const { submissions } = report.problems[0]!;
    const faults = submissions.flatMap(({ cases }) => cases);
    expect(faults.filter(({ verdict }) => verdict === 'JE')).toEqual([]);
    const found = submissions.map(({ name, verdict }) => [name, verdict]);
    expect(found).toEqual(
      [
        ['accepted.py', 'AC'],
        ['broken.c', 'CE'],
        ['chatty.py', 'OLE'],
        ['crash.py', 'RTE'],
        ['greedy.py', 'MLE'],
        ['slow.py', 'TLE'],
        ['sleepy.py', 'TLE'],
        ['wrong.py', 'WA'],
      ].sort(),
    );
    expect(Report.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(report).toMatchObject({ version: 1, command: 'grade', status: 'complete' });
  });

  test('runs every case when asked for all', async () => {
    expect(verdictsOf(await gradeOne('wrong.py', { all: true }))).toEqual(['AC', 'WA', 'WA']);
  });

  test('comes to the same cases whatever the number of jobs', async () => {
    const one = await gradeOne('wrong.py', { jobs: 1 });
    const three = await gradeOne('wrong.py', { jobs: 3 });
    expect(verdictsOf(three)).toEqual(verdictsOf(one));
  });

  test('refuses source that is longer than the problem allows, as CE', async () => {
    await using folder = await writeFolder('sum', { ...SUM_PROBLEM, 'problem.yaml': 'limits: {code: 0.01}' });
    const report = await gradeOne('accepted.py', { problem: await loadProblem(folder.path) });
    expect([report.verdict, report.message]).toEqual([
      'CE',
      expect.stringMatching(/the problem allows 10 B/),
    ]);
  });

  test('measures the time limit from the slowest accepted submission', async () => {
    const { '.timelimit': _, ...files } = SUM_PROBLEM;
    await using folder = await writeFolder('sum', {
      ...files,
      'submissions/accepted/sum.py': PROGRAMS.accepted,
    });
    const problem = await loadProblem(folder.path);
    const report = await gradeFiles(['accepted.py', 'slow.py'], { problem });
    const { timeLimit, submissions } = report.problems[0]!;
    expect(timeLimit).toMatchObject({ kind: 'computed', submission: 'accepted/sum.py', multiplier: 5 });
    expect(submissions.map(({ verdict }) => verdict)).toEqual(['AC', 'TLE']);
  });

  test('refuses to measure without an accepted submission that is accepted', async () => {
    const { '.timelimit': _, ...files } = SUM_PROBLEM;
    await using folder = await writeFolder('sum', {
      ...files,
      'submissions/accepted/four.py': PROGRAMS.wrong,
    });
    const problem = await loadProblem(folder.path);
    await expect(gradeFiles(['accepted.py'], { problem })).rejects.toMatchObject({
      code: 'INVALID_PROBLEM',
      message: expect.stringMatching(/"accepted\/four.py" is WA on secret\/01/),
    });
  });

  test('tells of every step', async () => {
    const events: GradeEvent[] = [];
    await gradeOne('wrong.py', { jobs: 1, onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type)).toEqual([
      'problem-started',
      'time-limit',
      'submission-started',
      'case-finished',
      'case-finished',
      'submission-finished',
    ]);
  });

  test('can be gone through for its events, and awaited then', async () => {
    const problem = await loadProblem(problemFolder.path);
    const submissions = await findSubmissions([join(classFolder.path, 'wrong.py')]);
    const run = grade({ problem, submissions, runner, jobs: 1 });
    const types: string[] = [];
    for await (const { type } of run) types.push(type);
    expect(types.at(-1)).toBe('submission-finished');
    expect((await run).problems[0]!.submissions[0]!.verdict).toBe('WA');
  });

  test('is interrupted by who leaves its events', async () => {
    const problem = await loadProblem(problemFolder.path);
    const submissions = await findSubmissions(
      ['sleepy.py', 'slow.py'].map((name) => join(classFolder.path, name)),
    );
    const run = grade({ problem, submissions, runner });
    for await (const { type } of run) if (type === 'submission-started') break;
    const start = performance.now();
    expect((await run).status).toBe('interrupted');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('tells reporters in order while it judges, and keeps nothing when not asked to collect', async () => {
    const told: string[] = [];
    const reporter: Reporter = {
      start: ({ command }) => void told.push(command),
      problem: ({ id, enforcement }) => void told.push(`${id} ${enforcement?.cpu}`),
      submission: (_problem, { name, verdict }) => void told.push(`${name} ${verdict}`),
      problemEnd: ({ id }) => void told.push(`end of ${id}`),
      end: ({ status }) => void told.push(status),
    };
    const names = ['sleepy.py', 'accepted.py', 'wrong.py'];
    const report = await gradeFiles(names, { reporters: [reporter], collect: false });
    expect(told).toEqual([
      'grade',
      'sum cgroup',
      'sleepy.py TLE',
      'accepted.py AC',
      'wrong.py WA',
      'end of sum',
      'complete',
    ]);
    expect(report.problems.map(({ id, submissions }) => [id, submissions])).toEqual([['sum', []]]);
  });

  test('a reporter that fails ends the judging, and the others are told to give up', async () => {
    let aborted = false;
    const failing: Reporter = {
      submission: () => {
        throw new Error('no more paper');
      },
    };
    const other: Reporter = {
      abort: () => {
        aborted = true;
      },
    };
    const start = performance.now();
    const run = gradeFiles(['accepted.py', 'sleepy.py'], { reporters: [failing, other] });
    await expect(run).rejects.toThrow('no more paper');
    expect(aborted).toBe(true);
    expect(performance.now() - start).toBeLessThan(3_500);
  });

  test('grades several problems, each with its own submissions', async () => {
    await using other = await writeFolder('thrice', {
      ...SUM_PROBLEM,
      'data/secret/01.ans': '4\n',
    });
    const problems = [await loadProblem(problemFolder.path), await loadProblem(other.path)];
    const submissions = await openSubmissions([join(classFolder.path, 'accepted.py')]);
    const report = await grade({ problems, submissions, runner });
    expect(report.problems.map(({ id, submissions: [first] }) => [id, first!.verdict])).toEqual([
      ['sum', 'AC'],
      ['thrice', 'WA'],
    ]);
    const apart = await grade({
      problems,
      submissions: ({ id }) => (id === 'sum' ? submissions : []),
      runner,
    });
    expect(apart.problems.map((problem) => problem.submissions.length)).toEqual([1, 0]);
  });

  test('goes on where one of a folder is no submission, and names equal ones', async () => {
    await using folder = await writeFolder('course', {
      'ada/solve.py': PROGRAMS.accepted,
      'bob/notes.txt': 'later',
      'cy/project/mine.py': PROGRAMS.accepted,
      'dot/a.py': PROGRAMS.wrong,
    });
    const problem = await loadProblem(problemFolder.path);
    const report = await grade({ problem, submissions: await openSubmissions([folder.path]), runner });
    const { submissions } = report.problems[0]!;
    expect(submissions.map(({ name, verdict, duplicateOf }) => [name, verdict, duplicateOf])).toEqual([
      ['ada', 'AC', undefined],
      ['bob', 'CE', undefined],
      ['cy', 'AC', 'ada'],
      ['dot', 'WA', undefined],
    ]);
    expect(submissions[1]!.message).toMatch(/unknown language/);
  });

  test('judges by a function of the caller', async () => {
    const four = withChecker(await loadProblem(problemFolder.path), ({ output, input, name }) => {
      expect([name, String(input)]).toEqual([expect.any(String), expect.any(String)]);
      return { verdict: String(output).trim() === '4' ? 'AC' : 'WA', message: 'not four' };
    });
    const report = await gradeOne('wrong.py', { problem: four, all: true });
    expect(verdictsOf(report)).toEqual(['WA', 'AC', 'AC']);
    expect(report.cases[0]!.message).toBe('not four');
  });

  test.each([
    [{ margin: -1 }, /"margin" of grade\(\)/],
    [{ jobs: 0 }, /"jobs" of grade\(\)/],
  ])('refuses %j', async (options, message) => {
    await expect(gradeFiles(['accepted.py'], options)).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(message),
    });
  });

  test('stops at once when interrupted, and reports what was done', async () => {
    const controller = new AbortController();
    let abortedAt = 0;
    const onEvent = (event: GradeEvent) => {
      if (event.type !== 'submission-finished') return;
      abortedAt = performance.now();
      controller.abort();
    };
    const report = await gradeFiles(['accepted.py', 'sleepy.py'], {
      signal: controller.signal,
      onEvent,
      jobs: 1,
    });
    expect(performance.now() - abortedAt).toBeLessThan(2_000);
    expect(report.status).toBe('interrupted');
    expect(report.problems[0]!.submissions.map(({ verdict }) => verdict)).toEqual(['AC', 'SK']);
  });
});

test('grade() makes a fault of the host a JE, and nothing else', async () => {
  await using broken = createRunner({ concurrency: 1, nsjail: '/nonexistent/nsjail' });
  const report = await gradeOne('accepted.py', { runner: broken });
  expect(report.verdict).toBe('JE');
  expect(report.message || report.cases[0]!.message).toMatch(/nsjail/);
});

test('grade() makes a fault of the host while it measures a JE of every submission', async () => {
  const { '.timelimit': _, ...files } = SUM_PROBLEM;
  await using folder = await writeFolder('sum', {
    ...files,
    'submissions/accepted/sum.py': PROGRAMS.accepted,
  });
  await using broken = createRunner({ concurrency: 1, nsjail: '/nonexistent/nsjail' });
  const report = await gradeFiles(['accepted.py'], {
    runner: broken,
    problem: await loadProblem(folder.path),
  });
  expect(report.problems[0]!.timeLimit).toMatchObject({ kind: 'unknown', cause: 'host' });
  expect(report.problems[0]!.submissions).toMatchObject([
    { verdict: 'JE', message: expect.stringMatching(/nsjail/) },
  ]);
});
