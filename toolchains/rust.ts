import { rustProof } from './proofs/rust.js';
import { defineRecipe } from './recipe.js';

export const rust = defineRecipe({
  name: 'rust',
  title: 'Rust',
  aliases: ['rs', 'rustc'],
  extensions: ['.rs'],
  sourceName: 'main.rs',
  candidates: [
    {
      command: 'rustc',
      siblings: true,
      versionArgv: ['--version'],
      versionPattern: /^rustc (\d+\.\d+\.\d+) /m, // nightly and beta have a suffix and are not for grading
      rootArgv: ['--print', 'sysroot'],
      minVersion: '1.56',
    },
  ],
  compile: {
    argv: [
      '{tool}',
      '--edition=2021',
      '--crate-name=main', // else the file's name must be an identifier
      '-O',
      '-Cstrip=debuginfo',
      '-Clinker=/usr/bin/gcc',
      '-o',
      '{artifact}',
      '{main}',
    ],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  memoryMarker: /^memory allocation of \d+ bytes failed/m,
  debian: ['rustc', 'gcc', 'libc6-dev'],
  proof: rustProof,
});
