import { prologProof } from './proofs/prolog.js';
import { defineRecipe } from './recipe.js';

export const prolog = defineRecipe({
  name: 'prolog',
  title: 'Prolog (SWI-Prolog)',
  aliases: ['swipl', 'swi-prolog'],
  extensions: ['.pro', '.prolog', '.plg'], // .pl is Perl's
  sourceName: 'main.pro',
  candidates: [
    {
      command: 'swipl',
      versionArgv: ['--version'],
      versionPattern: /version (\d+\.\d+\.\d+)/,
      minVersion: '8.5',
    },
  ],
  // The goal is main/0. A source that does not load ends it, as does an error of the goal: 2; a goal that fails: 1.
  run: {
    argv: [
      '{tool}',
      ...['-q', '--no-tty', '--on-error=halt', '--stack-limit={heapMiB}m'],
      ...['-g', 'main', '-t', 'halt', '{main}', '--'],
    ],
  },
  needs: { memoryBytes: 12 * 2 ** 20 },
  signals: { SIGFPE: 'exit 1', SIGILL: 'exit 4', SIGBUS: 'exit 4' }, // its own handlers
  memoryMarker: /Stack limit \([^)]*\) exceeded|Not enough resources: memory/,
  debian: ['swi-prolog-nox'],
  proof: prologProof,
});
