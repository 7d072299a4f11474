import type { SuiteTask } from '../problem/problem.js';
import type { Framework } from './framework.js';
import { goTest } from './framework-go.js';
import { junit } from './framework-junit.js';
import { jest, vitest } from './framework-layered.js';
import { nodeTest } from './framework-node.js';
import { pythonTests } from './framework-python.js';

/** How each framework's tests are run. */
export const FRAMEWORKS: Readonly<Record<SuiteTask['framework'], Framework>> = {
  unittest: pythonTests,
  pytest: pythonTests,
  'node-test': nodeTest,
  junit,
  'go-test': goTest,
  vitest,
  jest,
};
