import { pascalProof } from './proofs/pascal.js';
import { defineRecipe } from './recipe.js';

export const pascal = defineRecipe({
  name: 'pascal',
  title: 'Pascal (Free Pascal)',
  aliases: ['pas', 'fpc', 'freepascal'],
  extensions: ['.pas', '.pp', '.lpr'],
  sourceName: 'main.pas',
  candidates: [
    { command: 'fpc', versionArgv: ['-iV'], versionPattern: /^(\d+\.\d+\.\d+)$/m, minVersion: '3' },
  ],
  compile: {
    argv: ['{tool}', '-O2', '-v0e', '-l-', '-Fu/box', '-FU{scratch}', '-o{artifact}', '{main}'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  // SysUtils makes exceptions of faults, and one that nobody catches ends with 217; without it each fault has a code.
  signals: { SIGFPE: 'exit 217', SIGILL: 'exit 217', SIGSEGV: 'exit 217', SIGBUS: 'exit 217' },
  memoryMarker: /^Runtime error 203 at|EOutOfMemory/m,
  debian: ['fp-compiler', 'fp-units-base', 'fp-units-fcl'],
  proof: pascalProof,
});
