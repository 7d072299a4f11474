import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Report, type SubmissionReport } from '../../harness/index.js';
import { packageRoot } from '../../lib/package-root.js';
import { type OrdinaryUser, openOrdinaryUser } from '../support/ordinary-user.js';
import { SUM_PROBLEM, type TestFolder, writeFolder } from '../support/problem-package.js';
import { ownUids } from '../support/runners.js';
import { type Attack, possibleOf, readAttacks } from './attack.js';
import { programsAlive } from './attempt.js';
import { type HostCanaries, openHostCanaries } from './host-canaries.js';
import { inEveryWay } from './matrix.js';

const BAILIFF = join(packageRoot(), 'dist', 'harness', 'cli', 'index.js');
const USER = 60_126;
const MINUTES = 60_000;
const HONEST = 'a, b = map(int, input().split())\nprint(a + b)\n';
/** What hostile programs may come to: never to be right, and never to be the judge's own fault. */
const DESERVED = ['WA', 'RTE', 'TLE', 'MLE', 'OLE', 'CE'];

const attacks = inEveryWay(await readAttacks());
let canaries: HostCanaries;
let user: OrdinaryUser;
let problem: TestFolder;

beforeAll(async () => {
  [canaries, user] = await Promise.all([openHostCanaries(), openOrdinaryUser(USER)]);
  problem = await shown(writeFolder('sum', SUM_PROBLEM));
});
afterAll(async () => {
  await problem[Symbol.asyncDispose]();
  await user[Symbol.asyncDispose]();
  await canaries[Symbol.asyncDispose]();
});

const AS_IT_IS = { name: 'whoever runs the tests', asUser: false };
const WITHOUT_ROOT = { name: 'a user without root', asUser: true };

describe.each([AS_IT_IS, WITHOUT_ROOT])('grade(), called by $name', ({ asUser }) => {
  let submitted: readonly Attack[];
  let verdicts: ReadonlyMap<string, SubmissionReport>;
  let folder: TestFolder;

  beforeAll(async () => {
    const possible = await possibleOf(attacks, asUser);
    submitted = attacks.filter((attack) => possible.has(attack));
    folder = await shown(writeFolder('class', filesOf(submitted)));
    const command = [process.execPath, BAILIFF, 'grade', '--json', problem.path, folder.path];
    const argv = asUser ? [...user.prefix, ...command] : command;
    const { stdout, exitCode, stderr } = await execa(argv[0]!, argv.slice(1), {
      env: asUser ? user.env : {},
      reject: false,
    });
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
    const report = Report.parse(JSON.parse(stdout));
    verdicts = new Map(report.problems[0]!.submissions.map((each) => [each.name, each]));
    for (const secret of canaries.secrets) expect(stdout).not.toContain(secret);
  }, 5 * MINUTES);
  afterAll(() => folder?.[Symbol.asyncDispose]());

  test('gives every hostile submission a verdict that it deserves', () => {
    const got = submitted.map(({ name }) => [name, verdicts.get(folderOf(name))?.verdict]);
    expect(got.filter(([, verdict]) => !DESERVED.includes(verdict!))).toEqual([]);
  });

  test.each(['aaa-honest', 'mmm-honest', 'zzz-honest'])('still accepts %s', (name) => {
    expect(verdicts.get(name)).toMatchObject({ verdict: 'AC' });
  });

  test('leaves nothing, and nothing of the host was reached', async () => {
    expect(programsAlive('JAILED=1\0', ownUids())).toEqual([]);
    expect(await canaries.harm()).toEqual([]);
  });
});

/** A folder that every user may read. */
async function shown(folder: Promise<TestFolder>): Promise<TestFolder> {
  await chmod(dirname((await folder).path), 0o755);
  return folder;
}

/** A folder for each submission: what an attack is told is part of its guard, since there is no environment for it. */
function filesOf(submitted: readonly Attack[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of ['aaa', 'mmm', 'zzz']) files[`${name}-honest/main.py`] = HONEST;
  for (const { name, files: sources, language } of submitted) {
    const env = { ...canaries.env, JAILED: '1' };
    for (const { path, content } of sources)
      files[`${folderOf(name)}/${path}`] = path === language.guard ? language.bake(content, env) : content;
  }
  return files;
}

function folderOf(name: string): string {
  return name.replace('.', '-');
}
