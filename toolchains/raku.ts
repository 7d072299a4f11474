import { rakuProof } from './proofs/raku.js';
import { defineRecipe } from './recipe.js';

export const raku = defineRecipe({
  name: 'raku',
  title: 'Raku (Rakudo)',
  aliases: ['perl6', 'rakudo'],
  extensions: ['.raku', '.rakumod', '.p6'],
  sourceName: 'main.raku',
  candidates: [
    {
      command: 'raku',
      versionArgv: ['--version'],
      versionPattern: /Rakudo™ v(\d+\.\d+(?:\.\d+)?)/,
      minVersion: '2020',
    },
  ],
  run: { argv: ['{tool}', '-I', '/box', '{main}'] },
  needs: { memoryBytes: 128 * 2 ** 20 },
  memoryMarker: /^MoarVM panic: Memory allocation failed/m,
  debian: ['rakudo'],
  proof: rakuProof,
});
