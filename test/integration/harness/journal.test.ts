import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Report } from '../../../harness/index.js';
import { SUM_PROBLEM, type TestFolder, writeFolder } from '../../support/problem-package.js';
import { bailiff } from '../cli/bailiff.js';
import { PROGRAMS } from './fixtures.js';

const KILLS = 20;
const SUBMISSIONS = 12;
const CASES = 8;

/** A C program that says what it is: no two have the same sources, so each has to be compiled. */
const compiled = (number: number, last: string): string =>
  `#include <stdio.h>\n/* ${number} */\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b${last}); return 0; }\n`;

let problem: TestFolder;
let handedIn: TestFolder;
let work: string;

beforeAll(async () => {
  const cases = Array.from({ length: CASES }, (_, i) => [
    [`data/secret/${10 + i}.in`, `${i} ${i}\n`],
    [`data/secret/${10 + i}.ans`, `${2 * i}\n`],
  ]).flat();
  problem = await writeFolder('sum', { ...SUM_PROBLEM, ...Object.fromEntries(cases) });
  const programs = Array.from({ length: SUBMISSIONS }, (_, i) => [
    [`c${i}.c`, compiled(i, i % 4 === 3 ? ' + (a > 4)' : '')],
    [`p${i}.py`, `${PROGRAMS.accepted}# ${i % 2}\n`],
  ]).flat();
  handedIn = await writeFolder('class', {
    ...Object.fromEntries(programs),
    'broken.c': PROGRAMS.broken,
    'crash.py': PROGRAMS.crash,
  });
});

afterAll(async () => {
  await problem?.[Symbol.asyncDispose]();
  await handedIn?.[Symbol.asyncDispose]();
});

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'bailiff-resume-'));
});

afterAll(() => rm(work, { recursive: true, force: true }));

/** Runs `bailiff grade`, and kills it after a time, if that is given and it has not ended by itself. */
async function gradeCli(args: readonly string[], killAfterMs?: number) {
  const child = bailiff(['grade', problem.path, handedIn.path, ...args]);
  if (killAfterMs !== undefined) {
    await Promise.race([sleep(killAfterMs), child]);
    child.kill('SIGKILL');
  }
  const { exitCode, signal, stderr } = await child;
  return { status: exitCode ?? signal, stderr: String(stderr) };
}

/** A report as far as it does not depend on how long things took. */
async function withoutTimes(path: string): Promise<unknown> {
  const report = Report.parse(JSON.parse(await readFile(path, 'utf8')));
  return JSON.parse(
    JSON.stringify(report, (key, value) => (key === 'usage' || key === 'borderline' ? undefined : value)),
  );
}

interface JournalLine {
  readonly type: string;
  readonly submission?: string;
  readonly case?: string;
  readonly timeMs?: number;
}

async function linesOf(journal: string): Promise<readonly JournalLine[]> {
  const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as JournalLine);
}

describe('bailiff grade --journal --resume', () => {
  test(`killed ${KILLS} times at any moment, does each case once, and comes to the same report`, async () => {
    const whole = join(work, 'whole.json');
    expect(await gradeCli([`--report=json=${whole}`])).toMatchObject({ status: 0 });

    const journal = join(work, 'killed.ndjson');
    const killed = join(work, 'killed.json');
    const args = [`--report=json=${killed}`, '--journal', journal, '--resume'];
    for (let i = 0; i < KILLS; i++) {
      const { status, stderr } = await gradeCli(args, 150 + Math.random() * 700);
      expect(['SIGKILL', 0], stderr).toContain(status);
    }
    expect(await gradeCli(args)).toMatchObject({ status: 0 });
    expect(await withoutTimes(killed)).toEqual(await withoutTimes(whole));

    const lines = await linesOf(journal);
    const cases = lines
      .filter(({ type }) => type === 'case')
      .map((line) => `${line.submission} ${line.case}`);
    expect(cases.length).toBeGreaterThan(SUBMISSIONS * CASES);
    expect(new Set(cases).size).toBe(cases.length);
    const submissions = lines.filter(({ type }) => type === 'submission').map((line) => line.submission);
    expect(new Set(submissions).size).toBe(2 * SUBMISSIONS + 2);
    expect(submissions.length).toBe(2 * SUBMISSIONS + 2);
  }, 180_000);

  test('a journal that is complete runs nothing', async () => {
    const journal = join(work, 'complete.ndjson');
    await gradeCli(['--journal', journal, `--report=json=${join(work, 'first.json')}`]);
    const before = await readFile(journal);
    await gradeCli(['--journal', journal, '--resume', `--report=json=${join(work, 'second.json')}`]);
    expect(await readFile(journal)).toEqual(before);
    expect(JSON.parse(await readFile(join(work, 'second.json'), 'utf8'))).toEqual(
      JSON.parse(await readFile(join(work, 'first.json'), 'utf8')),
    );
  });

  test('judges what was handed in anew, and only that', async () => {
    const journal = join(work, 'changed.ndjson');
    await gradeCli(['--journal', journal]);
    const before = await linesOf(journal);
    await writeFile(join(handedIn.path, 'crash.py'), PROGRAMS.wrong);
    const report = join(work, 'changed.json');
    await gradeCli(['--journal', journal, '--resume', `--report=json=${report}`]);
    await writeFile(join(handedIn.path, 'crash.py'), PROGRAMS.crash);
    const added = (await linesOf(journal)).slice(before.length);
    expect(new Set(added.map(({ submission }) => submission))).toEqual(new Set(['crash.py']));
    const { problems } = Report.parse(JSON.parse(await readFile(report, 'utf8')));
    expect(problems[0]!.submissions.find(({ name }) => name === 'crash.py')?.verdict).toBe('WA');
  });

  test('refuses a journal of another problem, one without --resume, and --resume without one', async () => {
    const journal = join(work, 'refused.ndjson');
    await gradeCli(['--journal', journal]);
    expect(await gradeCli(['--journal', journal])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/is there already/),
    });
    expect(await gradeCli(['--journal', journal, '--resume', '--all'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/another "all"/),
    });
    expect(await gradeCli(['--resume'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/name the journal/),
    });
  });

  test('is for one bailiff at a time', async () => {
    const journal = join(work, 'shared.ndjson');
    const [one, other] = await Promise.all([
      gradeCli(['--journal', journal, '--resume']),
      sleep(300).then(() => gradeCli(['--journal', journal, '--resume'])),
    ]);
    expect(one.status).toBe(0);
    expect(other).toMatchObject({ status: 2, stderr: expect.stringMatching(/another bailiff is writing/) });
  });
});
