import { cobolProof } from './proofs/cobol.js';
import { defineRecipe } from './recipe.js';

export const cobol = defineRecipe({
  name: 'cobol',
  title: 'COBOL (GnuCOBOL)',
  aliases: ['gnucobol', 'cobc'],
  extensions: ['.cob', '.cbl', '.cobol'],
  sourceName: 'main.cob',
  variants: [
    { name: 'free', aliases: ['cobol-free'], value: '-free' },
    { name: 'fixed', aliases: ['cobol-fixed'], value: '-fixed' }, // text from column 8 to 72
  ],
  candidates: [
    {
      command: 'cobc',
      versionArgv: ['--version'],
      versionPattern: /^cobc \(GnuCOBOL\) (\d+(?:\.\d+)*)/m,
      minVersion: '2.2',
    },
  ],
  compile: {
    argv: ['{tool}', '-x', '-O2', '{variant}', '-o', '{artifact}', '{main}', '{others}'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  signals: { SIGFPE: 'exit 8', SIGSEGV: 'exit 11', SIGBUS: 'exit 7', SIGTERM: 'exit 15' }, // it reports and ends
  memoryMarker: /^libcob: .*[Cc]annot allocate/m,
  debian: ['gnucobol4'],
  proof: cobolProof,
});
