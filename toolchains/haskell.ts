import { haskellProof } from './proofs/haskell.js';
import { defineRecipe } from './recipe.js';

export const haskell = defineRecipe({
  name: 'haskell',
  title: 'Haskell',
  aliases: ['hs', 'ghc'],
  extensions: ['.hs'],
  sourceName: 'main.hs',
  candidates: [
    {
      command: 'ghc',
      links: ['lib/ghc/package.conf.d'],
      versionArgv: ['--version'],
      versionPattern: /version (\d+\.\d+\.\d+)/,
      minVersion: '8',
    },
  ],
  compile: {
    argv: [
      '{tool}',
      '-v0',
      '-O1',
      '-rtsopts',
      '-outputdir',
      '{scratch}/build',
      '-i/box',
      '-o',
      '{artifact}',
      '{main}',
    ],
    artifact: 'program',
  },
  run: { argv: ['{artifact}', '+RTS', '-M{heapMiB}m', '--RTS'] }, // what follows is the program's own, even +RTS
  needs: { heapShare: 0.95 },
  memoryMarker: /^\S+: (?:Heap exhausted;|internal error: Unable to commit|.*out of memory)/im,
  debian: ['ghc'],
  proof: haskellProof,
});
