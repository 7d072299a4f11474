import { BailiffError } from '../../lib/index.js';
import { findRecipe, type Recipe } from '../../toolchains/index.js';
import { assetFiles } from './assets.js';
import type { Framework } from './framework.js';
import { pythonTests } from './framework-python.js';

const LIBRARIES = '/box/lib/*';

/** JUnit 5, by the platform's launcher in a jar that the suite brings in `lib/` (junit-platform-console-standalone). */
export const junit: Framework = {
  language: 'java',
  levels: ['same-process'],
  dangerous: /^(lib\/|META-INF\/|org\/junit\/|BailiffTests\b)|(^|\/)junit-platform\.properties$/,

  async together({ suite, submission, tests, nonce }) {
    if (!suite.some(({ path }) => /^lib\/.*\.jar$/.test(path)))
      throw new BailiffError(
        'INVALID_PROBLEM',
        'Cannot run the suite: put junit-platform-console-standalone.jar into its lib/ folder',
      );
    const classes = new Set(tests.map((test) => test.slice(0, test.lastIndexOf('.'))));
    const own = await assetFiles('java', ['BailiffTests.java']);
    return {
      language: testingRecipe(),
      main: 'BailiffTests.java',
      files: [...submission, ...suite, ...own],
      args: [...classes],
      stdin: `${nonce}\n`,
    };
  },

  read: pythonTests.read, // our own runner leaves the same report
};

function testingRecipe(): Recipe {
  const java = findRecipe('java')!;
  const [tool, ...options] = java.compile!.argv;
  const run = java.run.argv.map((word) => (word === '{artifact}' ? `{artifact}:${LIBRARIES}` : word));
  return {
    ...java,
    compile: { ...java.compile!, argv: [tool!, '-cp', LIBRARIES, ...options] },
    run: { ...java.run, argv: run as [string, ...string[]] },
  };
}
