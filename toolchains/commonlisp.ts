import { commonlispProof } from './proofs/commonlisp.js';
import { defineRecipe } from './recipe.js';

export const commonlisp = defineRecipe({
  name: 'commonlisp',
  title: 'Common Lisp (SBCL)',
  aliases: ['lisp', 'sbcl', 'cl'],
  extensions: ['.lisp', '.lsp', '.cl'],
  sourceName: 'main.lisp',
  candidates: [
    {
      command: 'sbcl',
      versionArgv: ['--version'],
      versionPattern: /^SBCL (\d+\.\d+\.\d+)/m,
      minVersion: '2',
    },
  ],
  run: { argv: ['{tool}', '--dynamic-space-size', '{heapMiB}MB', '--script', '{main}'] },
  needs: { memoryBytes: 40 * 2 ** 20 },
  // Signals become conditions that nobody handles; SIGTERM ends it in order.
  signals: {
    SIGABRT: 'exit 1',
    SIGFPE: 'exit 1',
    SIGILL: 'exit 1',
    SIGSEGV: 'exit 1',
    SIGBUS: 'exit 1',
    SIGTERM: 'exit 0',
  },
  memoryMarker: /^Heap exhausted(?:,| \(| during)|HEAP-EXHAUSTED/m,
  debian: ['sbcl'],
  proof: commonlispProof,
});
