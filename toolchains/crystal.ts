import { crystalProof } from './proofs/crystal.js';
import { defineRecipe } from './recipe.js';

export const crystal = defineRecipe({
  name: 'crystal',
  title: 'Crystal',
  aliases: ['cr'],
  extensions: ['.cr'],
  sourceName: 'main.cr',
  candidates: [
    {
      command: 'crystal',
      versionArgv: ['--version'],
      versionPattern: /^Crystal (\d+\.\d+\.\d+)/m,
      minVersion: '1',
    },
  ],
  compile: {
    argv: ['{tool}', 'build', '--release', '--no-debug', '--no-color', '-o', '{artifact}', '{main}'],
    env: { CRYSTAL_CACHE_DIR: '/tmp/crystal' },
    artifact: 'program',
  },
  run: { argv: ['{artifact}'], env: { GC_MAXIMUM_HEAP_SIZE: '{heapMiB}M' } },
  needs: { heapShare: 0.9 },
  memoryMarker: /GC Warning: Out of Memory/,
  debian: ['crystal'],
  proof: crystalProof,
});
