import { octaveProof } from './proofs/octave.js';
import { defineRecipe } from './recipe.js';

export const octave = defineRecipe({
  name: 'octave',
  title: 'Octave',
  aliases: ['matlab'],
  extensions: ['.m'],
  sourceName: 'main.m',
  candidates: [
    {
      command: 'octave-cli',
      versionArgv: ['--version'],
      versionPattern: /^GNU Octave, version (\d+\.\d+\.\d+)/m,
      minVersion: '4.4',
    },
  ],
  run: {
    argv: ['{tool}', '--norc', '--no-history', '--quiet', '{main}'],
    env: { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  },
  needs: { memoryBytes: 14 * 2 ** 20 },
  signals: { SIGFPE: 'exit 0', SIGTERM: 'exit 1' }, // of SIGFPE it only warns
  memoryMarker: /^error: out of memory|std::bad_alloc/m,
  debian: ['octave'],
  proof: octaveProof,
});
