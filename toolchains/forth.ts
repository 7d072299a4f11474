import { forthProof } from './proofs/forth.js';
import { defineRecipe } from './recipe.js';

export const forth = defineRecipe({
  name: 'forth',
  title: 'Forth (Gforth)',
  aliases: ['gforth'],
  extensions: ['.fs', '.fth', '.4th', '.forth'],
  sourceName: 'main.fs',
  candidates: [
    {
      command: 'gforth',
      versionArgv: ['--version'],
      versionPattern: /^gforth (\d+\.\d+\.\d+)/m,
      minVersion: '0.7',
    },
  ],
  // It ends when the source does, so that the arguments are the program's (next-arg) and not files to load.
  run: { argv: ['{tool}', '-m', '{heapMiB}M', '-e', 's" {main}" included bye'] },
  needs: { heapShare: 0.5 },
  // Signals become its own errors.
  signals: {
    SIGABRT: 'exit 134',
    SIGFPE: 'exit 1',
    SIGILL: 'exit 1',
    SIGSEGV: 'exit 1',
    SIGBUS: 'exit 1',
    SIGTERM: 'exit 143',
  },
  memoryMarker: /Out of memory|Dictionary overflow/,
  debian: ['gforth'],
  proof: forthProof,
});
