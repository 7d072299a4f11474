import type { ProblemHeader, Report, ReportHeader, SubmissionReport } from '../report.js';

/**
 * Something that is told a report while it is made, so that the whole never has to be in memory. Each call is awaited
 * before the next. Every method may be absent: a plain object with one of them is a reporter.
 *
 * @example
 * const failures: Reporter = { submission: (_, { name, verdict }) => { if (verdict !== 'AC') console.log(name); } };
 */
export interface Reporter {
  /** Once, before anything else. */
  start?(header: ReportHeader): void | Promise<void>;
  /** A problem begins; its time limit is known. */
  problem?(problem: ProblemHeader): void | Promise<void>;
  /** A submission of the problem that was begun last, in the order of the report. */
  submission?(problem: ProblemHeader, submission: SubmissionReport): void | Promise<void>;
  /**
   * Everything of this problem was told. The header may now have what was not known at first (`enforcement`,
   * `warnings`); what was said before is the same.
   */
  problemEnd?(problem: ProblemHeader): void | Promise<void>;
  /** Once, after everything. `interrupted`: the report has what was done. */
  end?(summary: ReportSummary): void | Promise<void>;
  /** Something failed before the end: remove what is unfinished. Does nothing after `end`. Throws nothing. */
  abort?(): void | Promise<void>;
}

export type ReportSummary = Pick<Report, 'status'>;

/** Keeps all that it is told: a report in memory. Before the end, its status is `interrupted`. */
export function collectReport(): Reporter & { report(): Report } {
  let header: ReportHeader = { version: 1, command: 'grade' };
  let status: Report['status'] = 'interrupted';
  const problems: { head: ProblemHeader; submissions: SubmissionReport[] }[] = [];
  return {
    start: (given) => {
      header = given;
    },
    problem: (head) => {
      problems.push({ head, submissions: [] });
    },
    submission: (_problem, submission) => {
      problems.at(-1)!.submissions.push(submission);
    },
    problemEnd: (head) => {
      problems.at(-1)!.head = head;
    },
    end: (summary) => {
      status = summary.status;
    },
    report: () => ({
      ...header,
      status,
      problems: problems.map(({ head, submissions }) => ({ ...head, submissions })),
    }),
  };
}

/** Tells a finished report to a reporter. */
export async function replay(report: Report, reporter: Reporter): Promise<void> {
  const { version, command, status } = report;
  try {
    await reporter.start?.({ version, command });
    for (const { submissions, ...head } of report.problems) {
      await reporter.problem?.(head);
      for (const submission of submissions) await reporter.submission?.(head, submission);
      await reporter.problemEnd?.(head);
    }
    await reporter.end?.({ status });
  } catch (error) {
    await reporter.abort?.();
    throw error;
  }
}

/**
 * Several reporters as one. The first that fails ends the telling, but for the end: there each is told, and the first
 * fault is thrown after that.
 */
export function broadcast(reporters: readonly Reporter[]): Reporter {
  const each = async (tell: (reporter: Reporter) => void | Promise<void>): Promise<void> => {
    for (const reporter of reporters) await tell(reporter);
  };
  const all = async (tell: (reporter: Reporter) => void | Promise<void>): Promise<void> => {
    const told = await Promise.allSettled(reporters.map(async (reporter) => tell(reporter)));
    const failed = told.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  };
  return {
    start: (header) => each((reporter) => reporter.start?.(header)),
    problem: (problem) => each((reporter) => reporter.problem?.(problem)),
    submission: (problem, submission) => each((reporter) => reporter.submission?.(problem, submission)),
    problemEnd: (problem) => each((reporter) => reporter.problemEnd?.(problem)),
    end: (summary) => all((reporter) => reporter.end?.(summary)),
    abort: () => all((reporter) => reporter.abort?.()),
  };
}
