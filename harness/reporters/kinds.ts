import type { FeedbackLevel } from '../feedback.js';
import { createClicsReporter } from './clics.js';
import { createCsvReporter } from './csv.js';
import { createGithubReporter } from './github.js';
import { createGradescopeReporter } from './gradescope.js';
import { createHtmlReporter } from './html/html.js';
import { createJsonReporter } from './json.js';
import { createJunitReporter } from './junit.js';
import type { Paint } from './paint.js';
import type { Reporter } from './reporter.js';
import type { Sink } from './sink.js';
import { createTableReporter } from './table.js';

/** What a reporter is made with. */
export interface ReporterSetting {
  readonly sink: Sink;
  /** Colours and the width in columns of where the text is shown; of no use to data formats. */
  readonly paint: Paint;
  readonly width: number | undefined;
  readonly feedback: FeedbackLevel;
}

/** One kind of report. */
export interface ReporterKind {
  readonly describe: string;
  create(setting: ReporterSetting): Reporter;
  /** Its text becomes one `result=<base64>` line, added to a file that may hold others. @default false */
  readonly line?: boolean;
  /** It decides itself what those who handed in may see. Others are told no more than that. */
  readonly knowsFeedback?: boolean;
}

/** The reports that `--report kind=path` knows. */
export const REPORTER_KINDS = {
  table: {
    describe: 'a table for people',
    create: ({ sink, paint, width }) => createTableReporter(sink, paint, width),
  },
  json: { describe: 'everything, by the published schema', create: ({ sink }) => createJsonReporter(sink) },
  junit: { describe: 'JUnit XML, for CI systems', create: ({ sink }) => createJunitReporter(sink) },
  csv: { describe: 'a row for each submission and case', create: ({ sink }) => createCsvReporter(sink) },
  html: { describe: 'one page to browse, without a network', create: ({ sink }) => createHtmlReporter(sink) },
  gradescope: {
    describe: 'results.json of a Gradescope autograder',
    create: ({ sink, feedback }) => createGradescopeReporter(sink, feedback),
    knowsFeedback: true,
  },
  github: {
    describe: 'the result of a GitHub Classroom grader, as JSON',
    create: ({ sink }) => createGithubReporter(sink),
  },
  'github-output': {
    describe: 'the same as a line for the file that GITHUB_OUTPUT names',
    create: ({ sink }) => createGithubReporter(sink),
    line: true,
  },
  clics: {
    describe: 'judgements and runs of the CLICS contest API, NDJSON',
    create: ({ sink }) => createClicsReporter(sink),
  },
} as const satisfies Readonly<Record<string, ReporterKind>>;

export type ReporterKindName = keyof typeof REPORTER_KINDS;
