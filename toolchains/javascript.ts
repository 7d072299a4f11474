import { NODE, NODE_FETCH } from './node-candidates.js';
import { NODE_WARM } from './node-warm.js';
import { javascriptProof } from './proofs/javascript.js';
import { defineRecipe } from './recipe.js';

export const javascript = defineRecipe({
  name: 'javascript',
  title: 'JavaScript (Node.js)',
  aliases: ['js', 'node', 'nodejs'],
  extensions: ['.js', '.mjs', '.cjs'],
  sourceName: 'main.js',
  candidates: NODE,
  fetch: NODE_FETCH,
  run: {
    // Without a heap limit V8 leaves garbage until the memory limit ends a program that needs little.
    argv: ['{tool}', '--max-old-space-size={heapMiB}', '{main}'],
  },
  warm: NODE_WARM,
  needs: { memoryBytes: 16 * 2 ** 20, heapShare: 0.8 },
  memoryMarker: /^FATAL ERROR: .*JavaScript heap out of memory/m,
  debian: [],
  proof: javascriptProof,
});
