import { awkProof } from './proofs/awk.js';
import { defineRecipe } from './recipe.js';

export const awk = defineRecipe({
  name: 'awk',
  title: 'AWK (gawk)',
  aliases: ['gawk'],
  extensions: ['.awk'],
  sourceName: 'main.awk',
  candidates: [
    {
      command: 'gawk',
      versionArgv: ['--version'],
      versionPattern: /^GNU Awk (\d+\.\d+(?:\.\d+)?)/m,
      minVersion: '4.1',
    },
  ],
  run: { argv: ['{tool}', '-f', '{main}', '--'], env: { AWKPATH: '/box' } },
  signals: { SIGFPE: 'exit 2', SIGSEGV: 'SIGABRT', SIGBUS: 'SIGABRT' }, // its own handlers: a message, and an end
  memoryMarker: /fatal: .*(?:Cannot allocate memory|memory exhausted)/,
  debian: ['gawk'],
  proof: awkProof,
});
