import { appendFile, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Journal, openJournal } from '../../../../harness/journal/journal.js';
import type { Header } from '../../../../harness/journal/records.js';
import type { JudgedCase } from '../../../../harness/judge/judging.js';
import type { SubmissionReport } from '../../../../harness/report.js';
import type { Verdict } from '../../../../harness/verdict.js';
import type { Enforcement } from '../../../../lib/index.js';

const HEADER: Header = {
  type: 'bailiff-journal',
  version: 1,
  command: 'grade',
  options: { all: false, margin: 0.1, excerpts: false, sources: false, decide: 'default' },
  versions: { bailiff: '1.0.0', python: '3.13.1' },
  problems: [{ id: 'sum', digest: 'abc' }],
};

const ENFORCEMENT: Enforcement = { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true };

const judged = (name: string, verdict: Verdict = 'AC'): JudgedCase => ({
  report: { name, verdict, message: 'line\u2028 1', usage: { cpuMs: 1.5, wallMs: 2, memoryBytes: 3 } },
  outcome: { verdict },
});

const report = (verdict: Verdict): SubmissionReport => ({
  name: 'ada.py',
  language: 'python',
  verdict,
  message: '',
  cases: [judged('1', verdict).report],
});

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-journal-'));
  path = join(folder, 'journal.ndjson');
});

afterEach(() => rm(folder, { recursive: true }));

async function open(resume = true, header = HEADER): Promise<Journal> {
  return openJournal({ path, resume }, header);
}

const ada = (journal: Journal) => journal.problem(0).submission('ada.py', 'd1', 1_000);

describe('openJournal()', () => {
  test('has what was kept: cases, reports, what held the limits', async () => {
    {
      await using journal = await open(false);
      journal.problem(0).keepEnforcement(ENFORCEMENT);
      ada(journal).keep('1', judged('1'));
      ada(journal).keep('2', { ...judged('2', 'PAC'), outcome: { verdict: 'PAC', score: 0.5 } });
      const bob = journal.problem(0).submission('bob.py', 'd2', 1_000);
      bob.keep('1', judged('1', 'WA'));
      await bob.finish(report('WA'));
    }
    await using journal = await open();
    expect(journal.problem(0).enforcement).toEqual(ENFORCEMENT);
    expect(ada(journal).recall('1')).toEqual(judged('1'));
    expect(ada(journal).recall('2')?.outcome).toEqual({ verdict: 'PAC', score: 0.5 });
    expect([ada(journal).recall('3'), ada(journal).finished()]).toEqual([undefined, undefined]);
    expect(journal.problem(0).submission('bob.py', 'd2', 1_000).finished()).toEqual(report('WA'));
  });

  test('has nothing for other sources, another time limit, another problem', async () => {
    await using journal = await open(false);
    ada(journal).keep('1', judged('1'));
    await journal[Symbol.asyncDispose]();
    await using again = await open();
    const { submission } = again.problem(0);
    const others = [
      submission('ada.py', 'd2', 1_000),
      submission('ada.py', 'd1', 2_000),
      again.problem(1).submission('ada.py', 'd1', 1_000),
    ];
    expect(others.map((each) => each.recall('1'))).toEqual([undefined, undefined, undefined]);
  });

  test('keeps no JE', async () => {
    {
      await using journal = await open(false);
      ada(journal).keep('1', judged('1', 'JE'));
    }
    expect(await readFile(path, 'utf8')).not.toMatch(/"case"/);
  });

  test('writes what held the limits only when it changes', async () => {
    const other: Enforcement = { ...ENFORCEMENT, memory: 'polling' };
    {
      await using journal = await open(false);
      const problem = journal.problem(0);
      for (const held of [ENFORCEMENT, { ...ENFORCEMENT }, other, other]) problem.keepEnforcement(held);
    }
    {
      await using journal = await open();
      journal.problem(0).keepEnforcement(other);
    }
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).type)).toEqual([
      'bailiff-journal',
      'enforcement',
      'enforcement',
    ]);
  });

  test('drops a torn end, wherever it was torn, and goes on behind what is whole', async () => {
    {
      await using journal = await open(false);
      ada(journal).keep('1', judged('1'));
      ada(journal).keep('2', judged('2'));
    }
    const whole = await readFile(path);
    const end = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (const bytes of [end + 1, whole.length - 40, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, bytes));
      {
        await using journal = await open();
        expect([ada(journal).recall('1'), ada(journal).recall('2')]).toEqual([judged('1'), undefined]);
        ada(journal).keep('2', judged('2', 'WA'));
      }
      await using journal = await open();
      expect(ada(journal).recall('2')).toEqual(judged('2', 'WA'));
    }
  });

  test('begins anew where only part of its header was written, and where the file is empty', async () => {
    {
      await using _ = await open(false);
    }
    const { size } = await stat(path);
    for (const bytes of [0, 1, size - 1]) {
      await truncate(path, bytes);
      await using _ = await open();
      expect((await stat(path)).size).toBe(size);
    }
  });

  test('an end of zeros, as a dead machine leaves it, is a torn end', async () => {
    {
      await using journal = await open(false);
      ada(journal).keep('1', judged('1'));
    }
    await appendFile(path, `${'\0'.repeat(100)}\n${'\0'.repeat(50)}`);
    await using journal = await open();
    expect(ada(journal).recall('1')).toEqual(judged('1'));
  });

  test('refuses one that is damaged in the middle, and leaves it as it is', async () => {
    {
      await using journal = await open(false);
      ada(journal).keep('1', judged('1'));
      ada(journal).keep('2', judged('2'));
    }
    const damaged = (await readFile(path, 'utf8')).replace('"type":"case"', '"type":"cas?"');
    await writeFile(path, damaged);
    await expect(open()).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(/line 2 is damaged/),
    });
    expect(await readFile(path, 'utf8')).toBe(damaged);
  });

  test.each<[string, Partial<Header>, RegExp]>([
    ['another command', { command: 'verify' }, /it is of bailiff verify/],
    ['other options', { options: { ...HEADER.options, all: true } }, /another "all"/],
    ['other problems', { problems: [{ id: 'max', digest: 'abc' }] }, /of other problems \(max\)/],
    ['other data', { problems: [{ id: 'sum', digest: 'abd' }] }, /problem "sum" has changed/],
    [
      'other tools',
      { versions: { ...HEADER.versions, python: '3.12.0' } },
      /python was 3\.12\.0 then, and is 3\.13\.1/,
    ],
    ['fewer tools', { versions: { bailiff: '1.0.0' } }, /python was not there then/],
  ])('refuses a journal of %s', async (_name, differs, message) => {
    {
      await using _ = await open(false, { ...HEADER, ...differs });
    }
    await expect(open()).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(message),
    });
  });

  test.each(['notes of mine', 'notes of mine\n', '{}\n'])(
    'refuses and keeps a file that is no journal: %j',
    async (text) => {
      await writeFile(path, text);
      await expect(open()).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
      expect(await readFile(path, 'utf8')).toBe(text);
    },
  );

  test('refuses a file that is there, unless it is to be resumed; a folder; a place that is none', async () => {
    {
      await using _ = await open(false);
    }
    await expect(open(false)).rejects.toThrow(/is there already; go on with it by --resume/);
    await expect(openJournal({ path: folder }, HEADER)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(openJournal({ path: `${folder}/no/file` }, HEADER)).rejects.toThrow(/Cannot open journal/);
    await expect(openJournal({ path: '/dev/null' }, HEADER)).rejects.toThrow(/it is not a file/);
  });

  test('is for one writer at a time, by whatever name it is opened', async () => {
    await using journal = await open(false);
    await symlink(path, join(folder, 'link'));
    for (const name of [path, join(folder, 'link')])
      await expect(openJournal({ path: name, resume: true }, HEADER)).rejects.toThrow(/is writing to it/);
    await journal[Symbol.asyncDispose]();
    await using _ = await open();
  });
});
