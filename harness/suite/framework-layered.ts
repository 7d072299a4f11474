import { assetFiles } from './assets.js';
import type { Framework } from './framework.js';
import { pythonTests } from './framework-python.js';

/** Files by which a submission could steer either framework, its compiler or how modules are found. */
const DANGEROUS =
  /(^|\/)((vite|vitest|jest|babel)\.[\w.-]*|\.babelrc[\w.]*|\.npmrc|\.env[\w.]*|package\.json|[tj]sconfig[\w.]*\.json|[^/]*\.(test|spec|snap)\.?[\w.]*)$|(^|\/)(node_modules|__mocks__|__tests__|__snapshots__)\/|^bailiff_/i;

/** Vitest: its runner and our reporter in the main thread, tests and submission in one worker thread. */
export const vitest = layered('vitest', {});

/** Jest: all in one process, tests and submission in a context of `vm`. Modules may be of either kind. */
export const jest = layered('jest', {
  NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
});

/** A framework whose package is in a layer of its name. */
function layered(name: 'vitest' | 'jest', env: Readonly<Record<string, string>>): Framework {
  return {
    language: 'javascript',
    levels: ['same-process'],
    libraries: [name],
    namesFiles: true,
    dangerous: DANGEROUS,

    async together({ task, nonce, suite, submission, tests }) {
      const main = `bailiff_${name}.mjs`;
      const lock = ['bailiff_lock.mjs', `bailiff_lock_${name}.mjs`];
      const own = await assetFiles('node', [main, 'bailiff_report.mjs', ...lock]);
      return {
        language: task.toolchain,
        main,
        files: [...submission, ...suite, ...own],
        args: [],
        env,
        stdin: `${JSON.stringify({ files: task.testFiles, nonce, tests })}\n`,
      };
    },

    read: pythonTests.read, // all of our own runners leave the same report
  };
}
