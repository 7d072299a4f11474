import { fortranProof } from './proofs/fortran.js';
import { defineRecipe } from './recipe.js';

export const fortran = defineRecipe({
  name: 'fortran',
  title: 'Fortran',
  aliases: ['gfortran', 'f90'],
  extensions: ['.f90', '.f95', '.f03', '.f08', '.f', '.for'],
  sourceName: 'main.f90',
  candidates: [
    {
      command: 'gfortran',
      versionArgv: ['--version'],
      versionPattern: /\) (\d+(?:\.\d+)+)[\s\S]*Free Software Foundation/,
      minVersion: '8',
    },
  ],
  // Modules come before what uses them: the main program last, the others as they are given.
  compile: {
    argv: ['{tool}', '-O2', '-J{scratch}', '-o', '{artifact}', '{others}', '{main}'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  memoryMarker: /^(?:Operating system error: Cannot allocate memory|Error allocating \d+ bytes)/m,
  debian: ['gfortran'],
  proof: fortranProof,
});
