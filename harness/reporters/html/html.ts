import { createHash } from 'node:crypto';
import type { CaseReport, SubmissionReport } from '../../report.js';
import type { Reporter } from '../reporter.js';
import type { Sink } from '../sink.js';
import { createPage, dataChunk } from './page.js';
import { detailData, problemData, problemEndData, rowData, visible } from './page-data.js';

/** Details of one submission; without its excerpts and sources they may be four times as large. */
const DETAIL_CHARS = 512 * 1_024;
/** Details of all: browsers still open the page. */
const TOTAL_DETAIL_CHARS = 128 * 2 ** 20;

/**
 * One HTML file to browse: a matrix of submissions and cases, and the details of each. It needs no network, and no
 * other file. Its data are JSON in the page, a piece for each submission. Excerpts and sources are left out of
 * submissions, and the page says so, where they would make it larger than browsers can bear.
 */
export function createHtmlReporter(sink: Sink): Reporter {
  const page = createPage();
  let caseNames: readonly string[] = [];
  let tests = new Map<number, string>();
  let details = 0;
  const tell = (part: string, value: unknown, attributes?: string): Promise<void> =>
    sink.write(dataChunk(part, visible(value), attributes));

  return {
    start: async (header) => {
      await sink.write(page.head);
      await tell('header', header);
    },
    problem: (problem) => {
      caseNames = problem.cases.map(({ name }) => name);
      tests = new Map();
      return tell('problem', problemData(problem));
    },
    submission: async (_problem, submission) => {
      const texts = details < TOTAL_DETAIL_CHARS;
      if (texts) await tellTests(submission);
      await tell('row', rowData(submission, caseNames));
      const chunk = detailChunk(submission, texts);
      details += chunk.length;
      await sink.write(chunk);
    },
    problemEnd: (problem) => tell('problem-end', problemEndData(problem)),
    end: async (summary) => {
      await tell('end', summary);
      await sink.write(page.foot);
      await sink.close();
    },
    abort: () => sink.discard(),
  };

  /** Input and answer are the same for every submission: told once, by the first that has them. */
  async function tellTests({ cases }: SubmissionReport): Promise<void> {
    const numbers = new Map(caseNames.map((name, i) => [name, i]));
    for (const each of cases) {
      const index = numbers.get(each.name);
      if (index === undefined || tests.has(index) || (!each.input && !each.answer)) continue;
      tests.set(index, digestOf(each));
      await tell('test', { input: each.input, answer: each.answer }, ` data-case="${index}"`);
    }
  }

  function detailChunk(submission: SubmissionReport, texts: boolean): string {
    const isShared = (index: number, each: CaseReport): boolean => tests.get(index) === digestOf(each);
    const chunk = (withTexts: boolean): string =>
      dataChunk('detail', visible(detailData(submission, caseNames, withTexts, isShared)));
    const full = chunk(texts);
    if (full.length <= DETAIL_CHARS) return full;
    const short = chunk(false);
    return short.length <= 4 * DETAIL_CHARS
      ? short
      : dataChunk('detail', { message: '', trimmed: true, cases: [] });
  }
}

function digestOf({ input, answer }: CaseReport): string {
  return createHash('sha256')
    .update(JSON.stringify([input, answer]))
    .digest('base64');
}
