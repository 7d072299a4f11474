/**
 * The report as the page holds it: `{ header, status, problems }`. Each problem has its rows, one per submission, with
 * arrays by the number of the case; details and texts of tests stay JSON until `detailOf()` and `testTexts()` ask.
 */
export function readReport(root) {
  const report = { header: {}, status: 'interrupted', problems: [] };
  const problem = () => report.problems[report.problems.length - 1];
  for (const element of root.querySelectorAll('script[data-part]')) {
    const part = element.dataset.part;
    if (part === 'detail') problem().rows.at(-1).detail = element;
    else if (part === 'test') problem().tests.set(Number(element.dataset.case), element);
    else take(part, JSON.parse(element.textContent), report, problem);
  }
  return report;
}

function take(part, value, report, problem) {
  switch (part) {
    case 'header':
      report.header = value;
      break;
    case 'problem':
      report.problems.push({ ...value, rows: [], tests: new Map() });
      break;
    case 'row':
      problem().rows.push({ ...value, index: problem().rows.length });
      break;
    case 'problem-end':
      Object.assign(problem(), value);
      break;
    case 'end':
      report.status = value.status;
      break;
  }
}

/** What was left out of the row: messages, evidence, excerpts, sources. */
export function detailOf(row) {
  return row.detail ? JSON.parse(row.detail.textContent) : { message: '', cases: [] };
}

/** Input and answer of a case, where the report has them. */
export function testTexts(problem, caseIndex) {
  const element = problem.tests.get(caseIndex);
  return element ? JSON.parse(element.textContent) : {};
}

const LETTERS = {
  A: 'AC',
  P: 'PAC',
  W: 'WA',
  R: 'RTE',
  T: 'TLE',
  M: 'MLE',
  O: 'OLE',
  C: 'CE',
  J: 'JE',
  '-': 'SK',
};

/** The verdict of a case; undefined where there is none. */
export function verdictAt(row, caseIndex) {
  return LETTERS[row.verdicts[caseIndex]];
}
