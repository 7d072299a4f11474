import { BailiffError } from '../../lib/index.js';
import { findRecipe, type Recipe } from '../../toolchains/index.js';
import { asset } from './assets.js';
import type { Framework } from './framework.js';
import { readGoOutput } from './test-results.js';

const MODULE = { path: 'go.mod', content: 'module submission\n\ngo 1.18\n' };

/** `go test`: the tests and the submission are one package, compiled into one program. */
export const goTest: Framework = {
  language: 'go',
  levels: ['same-process'],
  dangerous: /_test\.go$|(^|\/)go\.(mod|sum|work)$|^vendor\//,

  async together({ suite, submission, tests, nonce, task }) {
    const main = (await asset('go/bailiff_main_test.go.txt')).replace('PACKAGE', packageOf(suite));
    const module = suite.some(({ path }) => path === MODULE.path) ? [] : [MODULE];
    return {
      language: testingRecipe(),
      main: task.entry,
      files: [...submission, ...suite, ...module, { path: 'bailiff_main_test.go', content: main }],
      args: ['-test.v', `-test.run=^(${tests.map((test) => test.split('/')[0]).join('|')})$`],
      stdin: `${nonce}\n`,
    };
  },

  read: ({ stdout }, nonce) => readGoOutput(stdout.toString('utf8'), nonce),
};

function testingRecipe(): Recipe {
  const go = findRecipe('go')!;
  const compile = {
    ...go.compile!,
    argv: [go.compile!.argv[0], 'test', '-c', '-o', '{artifact}', '.'] as const,
  };
  return { ...go, compile };
}

function packageOf(
  suite: readonly { readonly path: string; readonly content: string | Uint8Array }[],
): string {
  const test = suite.find(({ path }) => path.endsWith('_test.go') && !path.includes('/'));
  const name =
    test && /^package\s+(\w+?)(?:_test)?\s*$/m.exec(Buffer.from(test.content).toString('utf8'))?.[1];
  if (name) return name;
  throw new BailiffError(
    'INVALID_PROBLEM',
    'Cannot run the suite: it has no _test.go file with a package clause',
  );
}
