import { perlProof } from './proofs/perl.js';
import { defineRecipe } from './recipe.js';

export const perl = defineRecipe({
  name: 'perl',
  title: 'Perl',
  aliases: ['pl'],
  extensions: ['.pl', '.pm'],
  sourceName: 'main.pl',
  candidates: [
    {
      command: 'perl',
      versionArgv: ['-e', 'printf "perl %vd\\n", $^V'],
      versionPattern: /^perl (\d+\.\d+\.\d+)$/m,
      minVersion: '5.10',
    },
  ],
  run: { argv: ['{tool}', '{main}'] },
  signals: { SIGFPE: 'exit 0' }, // Perl ignores it
  memoryMarker: /^Out of memory!/m,
  debian: ['perl'],
  proof: perlProof,
});
