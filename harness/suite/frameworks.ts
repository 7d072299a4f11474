import type { SuiteTask } from '../problem/problem.js';
import type { Framework } from './framework.js';
import { goTest } from './framework-go.js';
import { junit } from './framework-junit.js';
import { nodeTest } from './framework-node.js';
import { pythonTests } from './framework-python.js';

const NEEDS_LAYERS =
  'its packages do not fit into a job; write the tests for node-test, whose describe, it and assert need none';

/** How each framework's tests are run; a sentence where they cannot be. */
export const FRAMEWORKS: Readonly<Record<SuiteTask['framework'], Framework | string>> = {
  unittest: pythonTests,
  pytest: pythonTests,
  'node-test': nodeTest,
  junit,
  'go-test': goTest,
  vitest: NEEDS_LAYERS,
  jest: NEEDS_LAYERS,
};
