import { racketProof } from './proofs/racket.js';
import { defineRecipe } from './recipe.js';

export const racket = defineRecipe({
  name: 'racket',
  title: 'Racket',
  aliases: ['rkt'],
  extensions: ['.rkt'],
  sourceName: 'main.rkt',
  candidates: [
    {
      command: 'racket',
      versionArgv: ['--version'],
      versionPattern: /v(\d+\.\d+(?:\.\d+)?)/,
      minVersion: '7',
    },
  ],
  run: { argv: ['{tool}', '{main}'] },
  needs: { memoryBytes: 80 * 2 ** 20 },
  debian: ['racket'],
  proof: racketProof,
});
