import { rProof } from './proofs/r.js';
import { defineRecipe } from './recipe.js';

export const r = defineRecipe({
  name: 'r',
  title: 'R',
  aliases: ['rscript'],
  extensions: ['.r', '.R'],
  sourceName: 'main.R',
  candidates: [
    {
      command: 'Rscript',
      versionArgv: ['--version'],
      versionPattern: /version (\d+\.\d+\.\d+)/,
      minVersion: '3.5',
    },
  ],
  run: { argv: ['{tool}', '--vanilla', '{main}'], env: { R_MAX_VSIZE: '{heapMiB}M' } },
  needs: { memoryBytes: 56 * 2 ** 20 },
  memoryMarker:
    /^Error.*(?:cannot allocate vector of size|vector memory (?:limit|exhausted))|^Error: cannot allocate/m,
  debian: ['r-base-core'],
  proof: rProof,
});
