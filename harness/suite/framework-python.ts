import { posix } from 'node:path';
import { assetFiles } from './assets.js';
import { type Framework, REPORT_FILE, type SuiteParts } from './framework.js';
import { readReport } from './test-results.js';

/** unittest, and pytest where the Python that is used has it. */
export const pythonTests: Framework = {
  language: 'python',
  levels: ['process', 'same-process'],
  dangerous:
    /^(sitecustomize|usercustomize|conftest|bailiff_\w+|unittest|pytest|_pytest|json|os|sys|time|traceback|importlib)(\.py|\/|$)|(^|\/)(pytest\.ini|pyproject\.toml|tox\.ini|setup\.cfg)$|\.pth$/,

  async together(parts) {
    const own = await assetFiles('python', ['bailiff_tests.py']);
    return {
      language: parts.task.toolchain,
      main: 'bailiff_tests.py',
      files: [...parts.submission, ...parts.suite, ...own],
      args: [],
      stdin: `${JSON.stringify(planOf(parts))}\n`,
    };
  },

  async apart(parts) {
    const [wire, server, proxy, tests] = await assetFiles('python', [
      'bailiff_wire.py',
      'bailiff_server.py',
      'bailiff_proxy.py',
      'bailiff_tests.py',
    ]);
    const plan = { path: 'bailiff-plan.json', content: JSON.stringify(planOf(parts)) };
    const suite = parts.suite.filter(({ path }) => path !== parts.task.entry);
    return {
      submission: {
        language: parts.task.toolchain,
        main: server!.path,
        files: [...parts.submission, wire!, server!],
        args: [],
      },
      tests: {
        language: parts.task.toolchain,
        main: tests!.path,
        files: [...suite, wire!, proxy!, tests!, plan],
        args: ['--process'],
      },
    };
  },

  read({ files }, nonce) {
    const report = files[REPORT_FILE];
    return report?.state === 'ok' ? readReport(report.content, nonce) : undefined;
  },
};

function planOf({ task, tests, nonce }: SuiteParts) {
  const entry = posix.basename(task.entry, '.py');
  return { framework: task.framework, tests, nonce, entry };
}
