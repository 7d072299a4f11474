import { afterAll, describe, expect, test } from 'vitest';
import { allOf, JudgeRoom } from '../../support/judging.js';

const SUM = 'a, b = map(int, input().split())\nprint(a + b)\n';

const room = new JudgeRoom();
afterAll(() => room[Symbol.asyncDispose]());

const verdicts = (report: { cases: readonly { verdict: string }[] }) =>
  report.cases.map(({ verdict }) => verdict);

describe('judgeSubmission() of batch tasks', () => {
  test('judges by stdin and stdout, with arguments and files of the case', async () => {
    const problem = await room.problem({
      cases: {
        plain: { input: '1 2\n', answer: '3\n' },
        args: { input: '', answer: 'x y z\n', args: ['x', 'y z'] },
      },
      root: allOf(['plain', 'args']),
    });
    const code =
      'import sys\nif len(sys.argv) > 1: print(*sys.argv[1:])\nelse: print(sum(map(int, input().split())))\n';
    const report = await room.judge(problem, { 'main.py': code }, { excerpts: true, sources: true });
    expect(verdicts(report)).toEqual(['AC', 'AC']);
    expect(report.verdict).toBe('AC');
    expect(report.cases[0]).toMatchObject({
      input: { text: '1 2\n', bytes: 4 },
      output: { text: '3\n', bytes: 2 },
      answer: { text: '3\n', bytes: 2 },
      evidence: { ending: 'exited 0', oomKills: 0 },
    });
    expect(report.sources).toEqual([{ path: 'main.py', text: code }]);
  });

  test('judges by files with names', async () => {
    const problem = await room.problem({
      cases: { one: { input: '1 2\n', answer: '3\n' } },
      task: { kind: 'batch', inputName: 'sum.in', outputName: 'sum.out', passes: 1 },
    });
    const good = "open('sum.out', 'w').write(str(sum(map(int, open('sum.in').read().split()))))\n";
    expect((await room.judge(problem, { 'main.py': good })).verdict).toBe('AC');
    const silent = await room.judge(problem, { 'main.py': 'print(3)\n' });
    expect(silent.cases[0]).toMatchObject({ verdict: 'WA', message: 'did not write "sum.out"' });
    const link = "import os\nos.symlink('/etc/passwd', 'sum.out')\n";
    expect((await room.judge(problem, { 'main.py': link })).cases[0]).toMatchObject({ verdict: 'WA' });
    const long = "open('sum.out', 'w').write('x' * 9000000)\n";
    expect((await room.judge(problem, { 'main.py': long })).cases[0]).toMatchObject({ verdict: 'OLE' });
  });

  test.each([
    ['stdout alone', [600_000, 0], 'AC', ''],
    ['stderr alone', [0, 600_000], 'AC', ''],
    ['both together', [600_000, 600_000], 'OLE', 'wrote more than 1 MiB'],
    ['too much on stdout', [1_100_000, 0], 'OLE', 'wrote more than 1 MiB to stdout'],
    ['too much on stderr', [0, 1_100_000], 'OLE', 'wrote more than 1 MiB to stderr'],
  ] as const)('weighs what was written: %s', async (_, [out, err], verdict, message) => {
    const problem = await room.problem({
      cases: { one: { input: '', answer: '' } },
      limits: { outputBytes: 2 ** 20 },
    });
    const code = `import sys\nsys.stdout.write(' ' * ${out})\nsys.stderr.write('x' * ${err})\n`;
    const [found] = (await room.judge(problem, { 'main.py': code })).cases;
    expect(found).toMatchObject({ verdict, message });
  });

  test('gives the input of the case, whatever the submission brings under its name', async () => {
    const problem = await room.problem({
      cases: { one: { input: '1 2\n', answer: '3\n' } },
      task: { kind: 'batch', inputName: 'sum.in', passes: 1 },
    });
    const code = "print(sum(map(int, open('sum.in').read().split())))\n";
    const report = await room.judge(problem, { 'main.py': code, 'sum.in': '5 5\n' });
    expect(report.verdict).toBe('AC');
  });

  test('puts the files of the problem over those of the submission, and its text around the entry', async () => {
    const problem = await room.problem({
      cases: { one: { input: '1 2\n', answer: '3\n' } },
      sources: { prepend: { python: 'import grader\n' }, append: { python: '\ngrader.done(add)\n' } },
    });
    const grader = await room.tool('include', 'python', {
      'grader.py': 'def done(add):\n    print(add(*map(int, input().split())) * {{factor}})\n',
    });
    const ruled = {
      ...problem,
      sources: { ...problem.sources, include: { python: grader.files }, constants: { factor: '1' } },
    };
    const files = { 'main.py': 'def add(a, b): return a + b', 'grader.py': 'def done(add): print(4)\n' };
    expect((await room.judge(ruled, files)).verdict).toBe('AC');
  });

  test('starts with the entry that the problem brings', async () => {
    const problem = await room.problem({ cases: { one: { input: '1 2\n', answer: '3\n' } } });
    const driver = await room.tool('include', 'python', {
      '__main__.py': 'from solution import add\nprint(add(*map(int, input().split())))\n',
    });
    const ruled = { ...problem, sources: { ...problem.sources, include: { python: driver.files } } };
    const report = await room.judge(ruled, { 'solution.py': 'def add(a, b): return a + b\n' });
    expect(report.verdict).toBe('AC');
  });

  test('refuses a language that the problem does not take, as CE', async () => {
    const problem = await room.problem({
      cases: { one: { answer: '' } },
      sources: { languages: ['cpp', 'java'] },
    });
    const report = await room.judge(problem, { 'main.py': SUM });
    expect(report).toMatchObject({
      verdict: 'CE',
      message: 'The problem does not take python: it takes cpp, java',
    });
    expect(verdicts(report)).toEqual(['SK']);
  });

  test('gives a slow language more time', async () => {
    const spin = 'import time\nwhile time.process_time() < 0.5: pass\n';
    const cases = { one: { answer: '' } };
    const slow = await room.problem({ cases, limits: { timeFactors: { python: 5 } } });
    expect((await room.judge(slow, { 'main.py': spin }, { timeMs: 300 })).verdict).toBe('AC');
    const strict = await room.problem({ cases });
    expect((await room.judge(strict, { 'main.py': spin }, { timeMs: 300 })).verdict).toBe('TLE');
  });

  test('measures a time near the limit again, alone', async () => {
    const problem = await room.problem({ cases: { one: { answer: '' } } });
    const spin = 'import time\nwhile time.process_time() < 0.3: pass\n';
    const near = await room.judge(problem, { 'main.py': spin }, { timeMs: 310, margin: 0.2 });
    const [found] = near.cases;
    expect(found!.borderline!.cpuMs).toHaveLength(2);
    expect(found!.usage!.cpuMs).toBe(found!.borderline!.cpuMs[1]);
    expect(found!.verdict).toBe(found!.usage!.cpuMs > 310 ? 'TLE' : 'AC');
    const far = await room.judge(problem, { 'main.py': 'while True: pass\n' }, { timeMs: 310, margin: 0.2 });
    expect(far.cases[0]).toMatchObject({ verdict: 'TLE', message: 'computed for more than 310 ms' });
    expect(far.cases[0]!.borderline).toBeUndefined();
  });

  test('asks the verdict of whoever embeds it', async () => {
    const problem = await room.problem({ cases: { one: { input: '1 2\n', answer: '3\n' } } });
    const lenient = { decide: ({ checker }: { checker?: 'AC' | 'WA' | 'PAC' | 'JE' }) => checker };
    const report = await room.judge(problem, { 'main.py': `${SUM}raise SystemExit(1)\n` }, lenient);
    expect(report.verdict).toBe('AC');
  });

  test('judges what groups need, and no more', async () => {
    const cases = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((name) => [name, { input: `${name}\n`, answer: 'ok' }]),
    );
    const problem = await room.problem({ cases });
    const group = (name: string, names: readonly string[]) => ({ ...allOf(names), name });
    const root = {
      ...allOf([]),
      members: [group('one', ['a', 'b', 'c']), group('two', ['c', 'd'])].map((each) => ({
        kind: 'group' as const,
        group: each,
      })),
      rule: { ...allOf([]).rule, onReject: 'continue' as const },
    };
    const code = "print('no' if input() == 'a' else 'ok')\n";
    const lazy = await room.judge({ ...problem, root }, { 'main.py': code });
    expect(verdicts(lazy)).toEqual(['WA', 'SK', 'AC', 'AC']);
    expect(lazy.groups!.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['one', 'WA'],
      ['two', 'AC'],
    ]);
    const all = await room.judge({ ...problem, root }, { 'main.py': code }, { all: true });
    expect(verdicts(all)).toEqual(['WA', 'AC', 'AC', 'AC']);
    expect(all.verdict).toBe(lazy.verdict);
  });
});

describe('judgeSubmission() of answers that are handed in', () => {
  test('finds the file of each case', async () => {
    const problem = await room.problem({
      cases: {
        'secret/1': { answer: 'one' },
        'secret/2': { answer: 'two' },
        'secret/3': { answer: 'three' },
      },
      task: { kind: 'output-only' },
    });
    const report = await room.judge(problem, { 'secret/1.out': 'one\n', '2.txt': 'zwei\n' }, { all: true });
    expect(report.cases.map(({ verdict, message }) => [verdict, message])).toEqual([
      ['AC', ''],
      ['WA', expect.stringMatching(/zwei/)],
      ['WA', 'there is no file for this case'],
    ]);
  });
});
