import { bashProof } from './proofs/bash.js';
import { defineRecipe } from './recipe.js';

export const bash = defineRecipe({
  name: 'bash',
  title: 'Bash',
  aliases: ['sh', 'shell'],
  extensions: ['.sh', '.bash'],
  sourceName: 'main.sh',
  candidates: [
    {
      command: 'bash',
      versionArgv: ['--version'],
      versionPattern: /version (\d+\.\d+\.\d+)/,
      minVersion: '4',
    },
  ],
  run: { argv: ['{tool}', '{main}'], env: { LANG: 'C.UTF-8' } },
  memoryMarker: /^.*: xrealloc: cannot allocate/m,
  debian: ['bash'],
  proof: bashProof,
});
