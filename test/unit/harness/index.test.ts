import { expect, test } from 'vitest';

test('the border of the harness is this', async () => {
  expect(Object.keys(await import('../../../harness/index.js')).sort()).toMatchInlineSnapshot(`
    [
      "Report",
      "VERDICTS",
      "casesOf",
      "checkDefault",
      "createProgress",
      "exitStatusOf",
      "findSubmissions",
      "foldVerdicts",
      "grade",
      "loadProblem",
      "paintFor",
      "parseDefaultFlags",
      "promiseOf",
      "renderJson",
      "renderReport",
      "verdictOfRun",
      "verify",
    ]
  `);
});
