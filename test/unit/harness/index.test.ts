import { expect, test } from 'vitest';

test('the border of the harness is this', async () => {
  expect(Object.keys(await import('../../../harness/index.js')).sort()).toMatchInlineSnapshot(`
    [
      "FEEDBACK_LEVELS",
      "Report",
      "VERDICTS",
      "broadcast",
      "checkDefault",
      "collectReport",
      "createExitStatus",
      "createProgress",
      "decideVerdict",
      "exitStatusOf",
      "expectationsOf",
      "findSubmissions",
      "grade",
      "loadProblem",
      "loadProblems",
      "openReporters",
      "openSubmissions",
      "parseCheckerSpec",
      "parseDefaultFlags",
      "problemFromGlobs",
      "replay",
      "reportSchema",
      "routeSubmissions",
      "verify",
      "withChecker",
      "withFeedback",
    ]
  `);
});
