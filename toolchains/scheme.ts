import { schemeProof } from './proofs/scheme.js';
import { defineRecipe } from './recipe.js';

const COMPILE =
  '(use-modules (system base compile)) (compile-file (cadr (command-line)) #:output-file (caddr (command-line)))';

export const scheme = defineRecipe({
  name: 'scheme',
  title: 'Scheme (Guile)',
  aliases: ['guile', 'scm'],
  extensions: ['.scm'],
  sourceName: 'main.scm',
  candidates: [
    {
      command: 'guile',
      versionArgv: ['--version'],
      versionPattern: /^guile \(GNU Guile\) (\d+\.\d+\.\d+)/m,
      minVersion: '2.2',
    },
  ],
  compile: {
    argv: ['{tool}', '--no-auto-compile', '-L', '/box', '-c', COMPILE, '{main}', '{artifact}'],
    artifact: 'program.go',
  },
  run: {
    argv: ['{tool}', '--no-auto-compile', '-L', '/box', '-c', '(load-compiled "{artifact}")'],
  },
  needs: { memoryBytes: 8 * 2 ** 20 },
  memoryMarker: /GC Warning: Out of Memory|key `?'?out-of-memory'?|Out of memory/i,
  debian: ['guile-3.0'],
  proof: schemeProof,
});
