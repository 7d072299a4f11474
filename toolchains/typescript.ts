import { NODE_FETCH, NODE_WITH_TYPESCRIPT } from './node-candidates.js';
import { NODE_WARM } from './node-warm.js';
import { typescriptProof } from './proofs/typescript.js';
import { defineRecipe } from './recipe.js';
import { typescriptChecker } from './typescript-checker.js';

/** Node's own type stripping: types are checked only for who asks, and enums, namespaces and parameter properties are refused. */
export const typescript = defineRecipe({
  name: 'typescript',
  title: 'TypeScript (Node.js)',
  aliases: ['ts'],
  extensions: ['.ts', '.mts', '.cts'],
  sourceName: 'main.ts',
  candidates: NODE_WITH_TYPESCRIPT,
  fetch: NODE_FETCH,
  run: {
    // A file without a package.json is tried as CommonJS first; that is not the program's fault.
    argv: [
      '{tool}',
      '--max-old-space-size={heapMiB}',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      '{main}',
    ],
  },
  check: typescriptChecker,
  warm: NODE_WARM,
  needs: { memoryBytes: 32 * 2 ** 20, heapShare: 0.8 },
  memoryMarker: /^FATAL ERROR: .*JavaScript heap out of memory/m,
  debian: [],
  proof: typescriptProof,
});
