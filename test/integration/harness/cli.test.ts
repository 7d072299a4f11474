import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradeCommand } from '../../../harness/cli/grade.js';
import { main } from '../../../harness/cli/main.js';
import { verifyCommand } from '../../../harness/cli/verify.js';
import { Report } from '../../../harness/index.js';
import { type TestFolder, writeFolder } from '../../support/problem-package.js';
import { PROGRAMS, PROMISING } from './fixtures.js';

let problem: TestFolder;
let work: TestFolder;

beforeAll(async () => {
  problem = await writeFolder('sum', PROMISING);
  work = await writeFolder('work', {
    'ok.py': PROGRAMS.accepted,
    'bad.py': PROGRAMS.wrong,
    'nap.py': PROGRAMS.sleepy,
  });
});

afterAll(async () => {
  await problem?.[Symbol.asyncDispose]();
  await work?.[Symbol.asyncDispose]();
});

const at = (name: string) => join(work.path, name);

async function bailiff(argv: readonly string[], signal: AbortSignal = new AbortController().signal) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const io = { stdout, stderr, signal } as unknown as Parameters<typeof main>[2];
  const status = await main(argv, [gradeCommand, verifyCommand], io);
  return { status, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}

describe('bailiff grade', () => {
  test('exits 0 whatever the verdicts, table on stdout and progress on stderr', async () => {
    const { status, stdout, stderr } = await bailiff(['grade', problem.path, at('ok.py'), at('bad.py')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/ok\.py +python +AC/);
    expect(stdout).toMatch(/bad\.py +python +WA .* secret\/01: line 1/);
    expect(stdout).toMatch(/2 submissions: 1 AC, 1 WA/);
    expect(stderr).toMatch(/sum: ok\.py: AC, 3 of 3 cases/);
  });

  test.each([
    [['--require', 'AC', 'ok.py'], 0],
    [['--require', 'AC', 'bad.py'], 1],
    [['--require=ac,wa', 'bad.py'], 0],
    [['--require', 'OK', 'ok.py'], 2],
    [['--jobs', 'many', 'ok.py'], 2],
    [['missing.py'], 2],
  ])('%j exits %d', async (args, expected) => {
    const paths = args.map((arg) => (arg.endsWith('.py') ? at(arg) : arg));
    const { status, stdout } = await bailiff(['grade', problem.path, ...paths]);
    expect(status).toBe(expected);
    if (expected === 2) expect(stdout).toBe('');
  });

  test('--json prints the report alone, wherever it stands', async () => {
    const { stdout } = await bailiff(['grade', '--json', problem.path, at('ok.py')]);
    expect(Report.parse(JSON.parse(stdout)).problems[0]!.submissions[0]!.verdict).toBe('AC');
  });

  test('interrupted, exits 130 and shows what was done', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1_000);
    const { status, stdout } = await bailiff(['grade', problem.path, at('nap.py')], controller.signal);
    expect(status).toBe(130);
    expect(stdout).toMatch(/Interrupted/);
  });
});

describe('bailiff grade, reports', () => {
  test('writes several at a time, and the table on stdout besides', async () => {
    const reports = ['csv=r.csv', 'html=r.html', 'junit=r.xml', 'json=r.json'].map((each) =>
      each.replace('=', `=${work.path}/`),
    );
    const { status, stdout } = await bailiff([
      'grade',
      ...reports.flatMap((each) => ['--report', each]),
      problem.path,
      at('ok.py'),
    ]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/1 submission: 1 AC/)]);
    expect(await readFile(at('r.csv'), 'utf8')).toMatch(/^problem,submission/);
    expect(await readFile(at('r.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    expect(await readFile(at('r.xml'), 'utf8')).toMatch(/<testsuite/);
    expect(Report.parse(JSON.parse(await readFile(at('r.json'), 'utf8'))).status).toBe('complete');
  });

  test('refuses two to one place, before anything runs', async () => {
    const path = at('same.csv');
    const args = ['grade', problem.path, at('nap.py'), '--report', `csv=${path}`, '--report', `json=${path}`];
    const start = performance.now();
    const { status, stderr } = await bailiff(args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/to one place/)]);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  test('says no more than the feedback level allows', async () => {
    const { stdout } = await bailiff([
      'grade',
      problem.path,
      at('bad.py'),
      '--json',
      '--feedback',
      'verdict',
    ]);
    expect(stdout).not.toMatch(/secret|wanted/);
    expect(Report.parse(JSON.parse(stdout)).problems[0]!.submissions[0]!.verdict).toBe('WA');
  });
});

describe('bailiff grade, problems', () => {
  test('takes several, and sorts a folder by their ids', async () => {
    await using other = await writeFolder('thrice', { ...PROMISING, 'data/secret/01.ans': '4\n' });
    await using sorted = await writeFolder('handed-in', {
      'sum/ada.py': PROGRAMS.accepted,
      'thrice/ada.py': PROGRAMS.accepted,
      'notes.md': '',
    });
    const { stdout, stderr, status } = await bailiff([
      'grade',
      '--json',
      problem.path,
      other.path,
      sorted.path,
    ]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^bailiff: "notes\.md" in ".*" is passed over/);
    const { problems } = Report.parse(JSON.parse(stdout));
    expect(problems.map(({ id, submissions }) => [id, submissions.map(({ verdict }) => verdict)])).toEqual([
      ['sum', ['AC']],
      ['thrice', ['WA']],
    ]);
  });

  test('takes inputs and answers that are no package', async () => {
    await using files = await writeFolder('tests', {
      'in.1': '1 2\n',
      'in.2': '3 4\n',
      'out.1': '3\n',
      'out.2': '7\n',
    });
    const globs = ['--input', join(files.path, 'in.*'), '--answer', join(files.path, 'out.*')];
    const { stdout, status } = await bailiff([
      'grade',
      ...globs,
      '--time-limit=1s',
      '--require=AC',
      at('ok.py'),
    ]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/ok\.py +python +AC/)]);
  });
});

describe('bailiff verify', () => {
  test('exits 0 when all came as promised, 1 when not', async () => {
    const kept = await bailiff(['verify', problem.path]);
    expect([kept.status, kept.stdout]).toEqual([0, expect.stringMatching(/9 submissions: 9 as promised/)]);
    await using wrong = await writeFolder('sum', {
      ...PROMISING,
      'submissions/accepted/sum.py': PROGRAMS.wrong,
    });
    const broken = await bailiff(['verify', wrong.path]);
    expect([broken.status, broken.stdout]).toEqual([
      1,
      expect.stringMatching(/8 as promised, 1 not as promised/),
    ]);
  });

  test('exits 2 for a broken package, before anything runs; --strict for one that is read with a warning', async () => {
    await using broken = await writeFolder('sum', { ...PROMISING, 'data/secret/03.in': '' });
    const { status, stderr } = await bailiff(['verify', problem.path, broken.path]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^bailiff: .*03\.in" has no answer/)]);
    await using odd = await writeFolder('sum', { ...PROMISING, 'data/secret/03.ans': '' });
    expect((await bailiff(['verify', odd.path, '--strict'])).status).toBe(2);
  });
});
