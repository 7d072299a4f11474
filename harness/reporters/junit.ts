import type { CaseReport, ProblemHeader, SubmissionReport } from '../report.js';
import type { Verdict } from '../verdict.js';
import { casesOrWhole, sum } from './parts.js';
import type { Reporter } from './reporter.js';
import type { Sink } from './sink.js';
import { createSpool, type Spool } from './spool.js';
import { VERDICT_NAMES } from './verdict-names.js';
import { attributes, text, type XmlAttributes } from './xml.js';

/**
 * JUnit XML: a suite for each submission, a test for each of its cases. WA, OLE and PAC are failures, SK is skipped,
 * all else an error. In `verify` a submission is one test instead, which passes when the promise of its folder is
 * kept. The counts stand before the tests, so the tests wait in a temporary file.
 */
export function createJunitReporter(sink: Sink, spool: Spool = createSpool()): Reporter {
  const total = { tests: 0, failures: 0, errors: 0, skipped: 0, seconds: 0 };
  let command = '';
  return {
    start: (header) => {
      command = header.command;
    },
    submission: async (problem, submission) => {
      const tests = testsOf(submission);
      const counts = count(tests);
      for (const key of COUNTED) total[key] += counts[key];
      total.seconds += counts.seconds;
      await spool.write(suite(problem, submission, tests, counts));
    },
    end: async () => {
      await sink.write(`<?xml version="1.0" encoding="UTF-8"?>\n`);
      await sink.write(`<testsuites${attributes({ name: `bailiff ${command}`, ...shown(total) })}>\n`);
      await spool.moveTo(sink);
      await sink.write('</testsuites>\n');
      await sink.close();
    },
    abort: async () => {
      await spool.close();
      await sink.discard();
    },
  };
}

interface Test {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
  readonly seconds: number;
}

const COUNTED = ['tests', 'failures', 'errors', 'skipped'] as const;
type Counts = Record<(typeof COUNTED)[number] | 'seconds', number>;

function testsOf(submission: SubmissionReport): readonly Test[] {
  return submission.promise
    ? [promiseTest(submission, submission.promise)]
    : casesOrWhole(submission).map(caseTest);
}

function caseTest({ name, verdict, message, teamMessage, usage }: CaseReport): Test {
  const said = [message, teamMessage ?? ''].filter((part) => part !== '').join('\n');
  return {
    name,
    outcome: OUTCOMES[verdict],
    type: verdict,
    message: said || VERDICT_NAMES[verdict],
    seconds: (usage?.wallMs ?? 0) / 1_000,
  };
}

function promiseTest(
  { name, verdict, message, cases, usage }: SubmissionReport,
  { outcome, required, reason }: NonNullable<SubmissionReport['promise']>,
): Test {
  const got = `${verdict}, promised ${required.join(' or ')}`;
  return {
    name,
    outcome: ({ kept: 'passed', broken: 'failure', undecided: 'error' } as const)[outcome],
    type: outcome,
    message: [reason || got, message].filter((part) => part !== '').join('\n'),
    seconds:
      cases.length > 0
        ? sum(cases.map((each) => each.usage?.wallMs ?? 0)) / 1_000
        : (usage?.wallMs ?? 0) / 1_000,
  };
}

const OUTCOMES: Readonly<Record<Verdict, Test['outcome']>> = {
  AC: 'passed',
  WA: 'failure',
  PAC: 'failure',
  OLE: 'failure',
  CE: 'error',
  RTE: 'error',
  TLE: 'error',
  MLE: 'error',
  JE: 'error',
  SK: 'skipped',
};

function count(tests: readonly Test[]): Counts {
  const number = (outcome: Test['outcome']): number =>
    tests.filter((test) => test.outcome === outcome).length;
  return {
    tests: tests.length,
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
    seconds: sum(tests.map(({ seconds }) => seconds)),
  };
}

function shown({ seconds, ...counts }: Counts): XmlAttributes {
  return { ...counts, time: seconds.toFixed(3) };
}

function suite(
  problem: ProblemHeader,
  submission: SubmissionReport,
  tests: readonly Test[],
  counts: Counts,
): string {
  const name = `${problem.id}/${submission.name}`;
  const { language, verdict, score, maxScore, duplicateOf, promise } = submission;
  const facts = {
    language,
    verdict,
    score,
    maxScore,
    duplicateOf,
    promise: promise?.folder,
    level: problem.level,
  };
  const lines = [
    `  <testsuite${attributes({ name, ...shown(counts) })}>`,
    '    <properties>',
    ...Object.entries(facts).flatMap(([key, value]) => property(key, value)),
    '    </properties>',
    ...tests.map((test) => testcase(name, test)),
    '  </testsuite>',
  ];
  return `${lines.join('\n')}\n`;
}

function property(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [`      <property${attributes({ name, value })}/>`];
}

function testcase(classname: string, { name, outcome, type, message, seconds }: Test): string {
  const head = `    <testcase${attributes({ name, classname, time: seconds.toFixed(3) })}`;
  const [summary = ''] = message.split('\n', 1);
  switch (outcome) {
    case 'passed':
      return `${head}/>`;
    case 'skipped':
      return `${head}><skipped${attributes({ message: summary })}/></testcase>`;
    case 'failure':
    case 'error':
      return `${head}><${outcome}${attributes({ message: summary, type })}>${text(message)}</${outcome}></testcase>`;
    default:
      return outcome satisfies never;
  }
}
