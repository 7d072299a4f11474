import { adaProof } from './proofs/ada.js';
import { defineRecipe } from './recipe.js';

export const ada = defineRecipe({
  name: 'ada',
  title: 'Ada (GNAT)',
  aliases: ['gnat'],
  extensions: ['.adb', '.ads'],
  sourceName: 'main.adb',
  candidates: [
    {
      command: 'gnatmake',
      versionArgv: ['--version'],
      versionPattern: /^GNATMAKE (\d+(?:\.\d+)*)/m,
      minVersion: '8',
    },
  ],
  compile: {
    argv: ['{tool}', '-q', '-O2', '-D', '{scratch}', '-aI/box', '-o', '{artifact}', '{main}'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  // Its runtime makes exceptions of faults.
  signals: { SIGABRT: 'exit 1', SIGFPE: 'exit 1', SIGILL: 'exit 1', SIGSEGV: 'exit 1', SIGBUS: 'exit 1' },
  memoryMarker: /^raised STORAGE_ERROR : .*(?:heap exhausted|malloc)/m,
  debian: ['gnat'],
  proof: adaProof,
});
