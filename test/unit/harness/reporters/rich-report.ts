import { type CaseReport, Report, type SubmissionReport } from '../../../../harness/report.js';

const usage = (cpuMs: number) => ({ cpuMs, wallMs: cpuMs + 5, memoryBytes: 3_000_000 + cpuMs * 1_000 });
const excerpt = (text: string, bytes = Buffer.byteLength(text)) => ({ text, bytes });

const passed = (name: string, cpuMs = 12.34): CaseReport => ({
  name,
  verdict: 'AC',
  usage: usage(cpuMs),
  message: '',
});

const sampleTexts = { input: excerpt('1 2\n'), answer: excerpt('3\n') };

/** Text that terminals, browsers, spreadsheets or parsers would obey. */
export const HOSTILE = {
  markup: '</script><script>alert(1)</script><img src=x onerror=alert(1)>',
  cdata: ']]></failure><!-- & "quoted" \'too\'',
  terminal: '\x1b]0;owned\x07\x9b31m',
  bidi: 'gpj.\u202eexe\u2066.py\u200b',
  formula: '=HYPERLINK("http://x";A1)',
  command: '::error::injected\n::set-output name=result::x',
  xml: 'nul \0 noncharacter \uffff surrogate \ud800 end',
} as const;

const alice: SubmissionReport = {
  name: 'alice.py',
  language: 'python',
  verdict: 'AC',
  usage: usage(980),
  message: '',
  cases: [
    { ...passed('sample/1'), ...sampleTexts, output: excerpt('3\n') },
    passed('secret/01'),
    {
      ...passed('secret/02', 980),
      borderline: { cpuMs: [1_004.2, 980] },
      evidence: { ending: 'exited 0', oomKills: 0 },
    },
  ],
  sources: [{ path: 'alice.py', text: 'a, b = map(int, input().split())\nprint(a + b)\n' }],
};

const bob: SubmissionReport = {
  name: 'bob, "the second".cpp',
  language: 'cpp',
  verdict: 'WA',
  usage: usage(15),
  message: '',
  duplicateOf: 'alice.py',
  cases: [
    {
      name: 'sample/1',
      verdict: 'WA',
      usage: usage(15),
      message: 'line 1, token 1: got "4", wanted "3"',
      teamMessage: 'the sum is wrong',
      evidence: { ending: 'exited 0', oomKills: 0 },
      ...sampleTexts,
      output: excerpt('4\n'),
      stderr: excerpt('warming up\n'),
    },
    {
      name: 'secret/01',
      verdict: 'WA',
      usage: usage(9),
      message: 'line 7: the secret answer is 42',
      teamMessage: 'too small',
      output: excerpt('41\n', 9_000),
      answer: excerpt('42\n'),
    },
    { name: 'secret/02', verdict: 'SK', message: '' },
  ],
};

const hostile: SubmissionReport = {
  name: `${HOSTILE.bidi}${HOSTILE.markup}`,
  language: 'python',
  verdict: 'RTE',
  usage: usage(20),
  message: '',
  cases: [
    { name: 'sample/1', verdict: 'RTE', usage: usage(20), message: HOSTILE.formula },
    { name: 'secret/01', verdict: 'OLE', message: `${HOSTILE.cdata}${HOSTILE.terminal}` },
    { name: 'secret/02', verdict: 'TLE', message: `${HOSTILE.xml}${HOSTILE.command}` },
  ],
};

const uncompiled: SubmissionReport = {
  name: '=carol.c',
  language: 'c',
  verdict: 'CE',
  message: 'a.c:1: error: no\n  int x\x07',
  cases: [],
};

const broken: SubmissionReport = {
  name: 'dave.py',
  language: 'python',
  verdict: 'JE',
  message: '',
  cases: [
    { name: 'sample/1', verdict: 'JE', message: 'Cannot run check.cpp: was ended by SIGSEGV in /srv/judge' },
    { name: 'secret/01', verdict: 'MLE', usage: usage(1), message: 'needed more than 128 MiB of memory' },
    { name: 'secret/02', verdict: 'SK', message: '' },
  ],
};

const group = (
  name: string,
  verdict: 'AC' | 'WA',
  score: number,
  maxScore: number,
  cases: readonly string[],
) => ({
  name,
  verdict,
  score,
  maxScore,
  message: verdict === 'WA' ? 'secret/b/2: the secret is 7' : '',
  cases,
  groups: [],
});

const partial: SubmissionReport = {
  name: 'erin',
  language: 'rust',
  verdict: 'PAC',
  usage: usage(40),
  message: '',
  score: 30.1,
  maxScore: 100,
  cases: [
    { ...passed('sample/1'), score: 0, maxScore: 0 },
    { ...passed('secret/a/1'), score: 30.1, maxScore: 30.1 },
    { ...passed('secret/a/2'), score: 30.1, maxScore: 30.1 },
    { ...passed('secret/b/1'), score: 69.9, maxScore: 69.9 },
    {
      name: 'secret/b/2',
      verdict: 'WA',
      usage: usage(40),
      message: 'got 8, the secret is 7',
      score: 0,
      maxScore: 69.9,
    },
  ],
  groups: [
    group('sample', 'AC', 0, 0, ['sample/1']),
    group('secret/a', 'AC', 30.1, 30.1, ['secret/a/1', 'secret/a/2']),
    group('secret/b', 'WA', 0, 69.9, ['secret/b/1', 'secret/b/2']),
  ],
};

const enforcement = { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true } as const;

/** A report with every verdict and every optional part, checked against its schema. */
export const RICH: Report = Report.parse({
  version: 1,
  command: 'grade',
  status: 'complete',
  problems: [
    {
      id: 'sum',
      name: 'Sum of two',
      type: 'pass-fail',
      cases: ['sample/1', 'secret/01', 'secret/02'].map((name) => ({
        name,
        sample: name.startsWith('sample'),
      })),
      timeLimit: { kind: 'declared', timeMs: 1_000, wallMs: 4_000, file: '.timelimit' },
      memoryBytes: 2 ** 27,
      outputBytes: 2 ** 23,
      enforcement,
      warnings: ['unknown key "colour"'],
      submissions: [alice, bob, hostile, uncompiled, broken],
    },
    {
      id: 'Weird problem!',
      name: 'Groups',
      type: 'scoring',
      maxScore: 100,
      cases: ['sample/1', 'secret/a/1', 'secret/a/2', 'secret/b/1', 'secret/b/2'].map((name) => ({
        name,
        sample: name.startsWith('sample'),
      })),
      timeLimit: {
        kind: 'computed',
        timeMs: 2_000,
        wallMs: 7_000,
        submission: 'accepted/x.py',
        slowestMs: 300,
        multiplier: 5,
      },
      memoryBytes: 2 ** 28,
      outputBytes: 2 ** 23,
      level: 'same-process',
      warnings: [],
      submissions: [partial, { ...partial, name: 'frank', verdict: 'AC', score: 100 }],
    },
  ],
});

/** The same problem as `verify` tells of it. */
export const VERIFIED: Report = Report.parse({
  ...RICH,
  command: 'verify',
  status: 'interrupted',
  problems: [
    {
      ...RICH.problems[0],
      submissions: (['kept', 'broken', 'undecided'] as const).map((outcome) => ({
        ...bob,
        name: `wrong_answer/${outcome}.py`,
        promise: {
          folder: 'wrong_answer',
          permitted: ['AC', 'WA'],
          required: ['WA'],
          outcome,
          ...(outcome === 'broken' && { reason: 'was TLE on secret/01' }),
        },
      })),
    },
  ],
});
