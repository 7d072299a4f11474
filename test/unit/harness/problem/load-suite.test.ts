import { expect, test } from 'vitest';
import { openPackage } from '../../../../harness/problem/package.js';
import { loadSuite } from '../../../../harness/suite/load-suite.js';
import { writeFolder } from '../../../support/problem-package.js';

const TESTS = 'entry: sum.mjs\ntests: [adds]\n';

test.each([
  ['vitest', '', /"suite\.yaml" names no test files: vitest needs them in "files"/],
  ['jest', '', /names no test files: jest/],
  ['node-test', '', /names no test files: node-test/],
  ['vitest', 'files: [gone.test.js]\n', /names the test file "gone\.test\.js", which is not there/],
  ['vitest', 'files: [a.test.js]\nlevel: process\n', /level "process" is not to be had for vitest/],
  ['jest', 'files: [a.test.js]\nlanguage: python@3\n', /jest is for javascript, not "python@3"/],
])('a suite of %s with "%s" is refused', async (framework, more, message) => {
  await using folder = await writeFolder('suite', {
    'suite.yaml': `framework: ${framework}\n${more}${TESTS}`,
    'a.test.js': '',
  });
  await expect(openPackage(folder.path).then(loadSuite)).rejects.toThrow(message);
});

test('frameworks that are packages bring the layer of their name, or those that the suite names', async () => {
  const yaml = `framework: vitest\nfiles: [a.test.js]\n${TESTS}`;
  await using plain = await writeFolder('suite', { 'suite.yaml': yaml, 'a.test.js': '' });
  await using named = await writeFolder('suite', {
    'suite.yaml': `${yaml}libraries: [mine]\n`,
    'a.test.js': '',
  });
  const tasks = [];
  for (const { path } of [plain, named]) tasks.push((await loadSuite(await openPackage(path))).task);
  expect(tasks).toMatchObject([{ libraries: ['vitest'] }, { libraries: ['mine'] }]);
});
