import { type FeedbackLevel, submissionFor } from '../feedback.js';
import { printable, printableLines } from '../printable.js';
import type { CaseReport, ProblemHeader, SubmissionReport } from '../report.js';
import type { Verdict } from '../verdict.js';
import { type ScoredPart, scoredParts, sum, WHOLE } from './parts.js';
import type { Reporter } from './reporter.js';
import { namedIfSeveral } from './several.js';
import type { Sink } from './sink.js';
import { VERDICT_NAMES } from './verdict-names.js';

/**
 * `results.json` of a Gradescope autograder. Tests with a score and a maximum add up to the submission's score; where
 * those are groups, its cases follow without a score. Instructors and students get the same file, so the feedback
 * level decides on each test's visibility: what it does not allow is `hidden`, and students then see the verdict, but
 * no total. All text is plain (`text`), for a program's output could be markup.
 */
export function createGradescopeReporter(sink: Sink, feedback: FeedbackLevel): Reporter {
  const verdicts: string[] = [];
  let tests = 0;
  let score = 0;
  let wallMs = 0;
  const told = namedIfSeveral(async (problem, submission, prefix) => {
    const parts = scoredParts(submission);
    score += sum(parts.map((part) => part.score));
    wallMs += sum(submission.cases.map(({ usage }) => usage?.wallMs ?? 0));
    if (verdicts.length < MAX_VERDICT_LINES) verdicts.push(`${printable(prefix)}${verdictLine(submission)}`);
    for (const test of testsOf(feedback, problem, submission, parts)) {
      const shown = { ...test, number: String(tests + 1), name: printable(`${prefix}${test.name}`) };
      await sink.write(`${tests++ > 0 ? ',' : ''}\n${JSON.stringify(shown)}`);
    }
  });
  return {
    start: () => sink.write(`{${formats(feedback)},"tests":[`),
    submission: told.submission,
    end: async ({ status }) => {
      await told.end();
      const output = [
        ...(status === 'interrupted' ? ['The grading was interrupted.'] : []),
        ...verdicts,
      ].join('\n');
      const rest = { score: rounded(score), execution_time: rounded(wallMs / 1_000), output };
      await sink.write(`\n],${JSON.stringify(rest).slice(1)}\n`);
      await sink.close();
    },
    abort: () => sink.discard(),
  };
}

const MAX_VERDICT_LINES = 100;

function formats(feedback: FeedbackLevel): string {
  const fields = {
    output_format: 'text',
    test_output_format: 'text',
    test_name_format: 'text',
    visibility: 'visible',
    stdout_visibility: feedback === 'all' ? 'visible' : 'hidden',
  };
  return JSON.stringify(fields).slice(1, -1);
}

interface GradescopeTest {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly score?: number;
  readonly max_score?: number;
  readonly output: string;
  readonly visibility: 'visible' | 'hidden';
}

function testsOf(
  feedback: FeedbackLevel,
  problem: ProblemHeader,
  submission: SubmissionReport,
  parts: readonly ScoredPart[],
): readonly GradescopeTest[] {
  const allowed = outputs(submissionFor(feedback, problem, submission));
  const everything = outputs(submission);
  const test = ({ name, verdict }: Pick<CaseReport, 'name' | 'verdict'>): GradescopeTest => ({
    name,
    status: verdict === 'AC' ? 'passed' : 'failed',
    output: allowed.get(name) ?? everything.get(name) ?? '',
    visibility: allowed.has(name) ? 'visible' : 'hidden',
  });
  const scored = new Set(parts.map(({ name }) => name));
  return [
    ...parts.map((part) => ({ ...test(part), ...points(part) })),
    ...submission.cases.filter(({ name }) => !scored.has(name)).map(test),
  ];
}

function points({ score, maxScore }: ScoredPart): Pick<GradescopeTest, 'score' | 'max_score'> {
  return { score: rounded(score), ...(maxScore !== undefined && { max_score: rounded(maxScore) }) };
}

/** What is said of each part, by its name. */
function outputs({ verdict, message, groups = [], cases }: SubmissionReport): ReadonlyMap<string, string> {
  return new Map([
    [WHOLE, said(verdict, message)],
    ...groups.map((group) => [group.name, said(group.verdict, group.message)] as const),
    ...cases.map((each) => [each.name, caseOutput(each)] as const),
  ]);
}

function caseOutput({
  verdict,
  message,
  teamMessage = '',
  input,
  output,
  answer,
  stderr,
}: CaseReport): string {
  const excerpts = { Input: input, 'Your output': output, 'Expected output': answer, 'Your stderr': stderr };
  const quoted = Object.entries(excerpts).flatMap(([title, excerpt]) =>
    excerpt ? [`\n${title}:\n${printableLines(excerpt.text)}`] : [],
  );
  return [said(verdict, message), printableLines(teamMessage), ...quoted]
    .filter((part) => part !== '')
    .join('\n');
}

function said(verdict: Verdict, message: string): string {
  return message === '' ? VERDICT_NAMES[verdict] : `${VERDICT_NAMES[verdict]}: ${printableLines(message)}`;
}

function verdictLine({ verdict, message, score, maxScore }: SubmissionReport): string {
  const points =
    score === undefined
      ? ''
      : `, ${rounded(score)}${maxScore === undefined ? '' : ` of ${rounded(maxScore)}`}`;
  return `${VERDICT_NAMES[verdict]}${points}${verdict === 'CE' ? `\n${printableLines(message)}` : ''}`;
}

/** Without the noise of binary fractions. */
function rounded(number: number): number {
  return Number(number.toFixed(6));
}
