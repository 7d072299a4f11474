import { nimProof } from './proofs/nim.js';
import { defineRecipe } from './recipe.js';

export const nim = defineRecipe({
  name: 'nim',
  title: 'Nim',
  aliases: [],
  extensions: ['.nim'],
  sourceName: 'main.nim',
  candidates: [
    {
      command: 'nim',
      versionArgv: ['--version'],
      versionPattern: /^Nim Compiler Version (\d+\.\d+\.\d+)/m,
      minVersion: '1.4',
    },
  ],
  compile: {
    argv: [
      '{tool}',
      ...['c', '-d:release', '--hints:off', '--verbosity:0', '--colors:off'],
      ...['--nimcache:{scratch}/nim', '--out:{artifact}', '{main}'],
    ],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  memoryMarker: /^out of memory|OutOfMemDefect/m,
  debian: ['nim', 'gcc', 'libc6-dev'],
  proof: nimProof,
});
