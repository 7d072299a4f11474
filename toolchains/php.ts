import { phpProof } from './proofs/php.js';
import { defineRecipe } from './recipe.js';

export const php = defineRecipe({
  name: 'php',
  title: 'PHP',
  aliases: ['php8'],
  extensions: ['.php'],
  sourceName: 'main.php',
  candidates: [
    {
      command: 'php',
      versionArgv: ['--version'],
      versionPattern: /^PHP (\d+\.\d+\.\d+)/m,
      minVersion: '7.4',
    },
  ],
  run: {
    argv: [
      '{tool}',
      '-d',
      'display_errors=stderr', // its messages would be part of the output
      '-d',
      'log_errors=0',
      '-d',
      'memory_limit={memoryMiB}M',
      '-f',
      '{main}',
      '--',
    ],
  },
  memoryMarker: /^(?:PHP )?Fatal error: {1,2}(?:Allowed memory size of \d+ bytes exhausted|Out of memory)/m,
  debian: ['php-cli'],
  proof: phpProof,
});
