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
  // Optimizing takes a minute of CPU time for a hello: only where it is asked for.
  variants: [
    { name: 'debug', aliases: [], value: '--no-debug' },
    { name: 'release', aliases: ['crystal-release'], value: '--release' },
  ],
  compile: {
    argv: ['{tool}', 'build', '{variant}', '--no-color', '-o', '{artifact}', '{main}'],
    env: { CRYSTAL_CACHE_DIR: '{scratch}/crystal' },
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] }, // a limit of its collector's heap ends in a null pointer
  signals: { SIGSEGV: 'exit 11', SIGBUS: 'exit 7' }, // its own handler reports and ends
  memoryMarker: /GC Warning: Out of Memory/,
  debian: ['crystal'],
  proof: crystalProof,
});
