import { assetFiles } from './assets.js';
import type { Framework, SuiteParts } from './framework.js';
import { pythonTests } from './framework-python.js';

const RUNNER = ['bailiff_tests.mjs', 'bailiff_report.mjs', 'bailiff_lock.mjs'] as const;

/** Node's own test runner. */
export const nodeTest: Framework = {
  language: 'javascript',
  levels: ['process', 'same-process'],
  namesFiles: true,
  dangerous: /^(bailiff_\w+\.mjs|package\.json|node_modules\/.*)$|(^|\/)\.npmrc$/,

  async together(parts) {
    const own = await assetFiles('node', RUNNER);
    return {
      language: parts.task.toolchain,
      main: RUNNER[0],
      files: [...parts.submission, ...parts.suite, ...own],
      args: [],
      stdin: `${JSON.stringify(planOf(parts))}\n`,
    };
  },

  async apart(parts) {
    const runner = await assetFiles('node', RUNNER);
    const [wire, server, proxy] = await assetFiles('node', [
      'bailiff_wire.mjs',
      'bailiff_server.mjs',
      'bailiff_proxy.mjs',
    ]);
    const plan = { path: 'bailiff-plan.json', content: JSON.stringify(planOf(parts)) };
    const suite = parts.suite.filter(({ path }) => path !== parts.task.entry);
    const packages = suite.filter(({ path }) => path === 'package.json'); // says which kind of modules there are
    return {
      submission: {
        language: parts.task.toolchain,
        main: server!.path,
        files: [...parts.submission, ...packages, wire!, server!],
        args: [parts.task.entry],
      },
      tests: {
        language: parts.task.toolchain,
        main: RUNNER[0],
        files: [...suite, ...runner, wire!, proxy!, plan],
        args: ['--process'],
      },
    };
  },

  read: pythonTests.read, // both leave the same report
};

function planOf({ task, nonce, tests }: SuiteParts) {
  return { files: task.testFiles, nonce, entry: task.entry, tests };
}
