import { dProof } from './proofs/d.js';
import { defineRecipe } from './recipe.js';

export const d = defineRecipe({
  name: 'd',
  title: 'D (LDC)',
  aliases: ['dlang', 'ldc', 'ldc2'],
  extensions: ['.d'],
  sourceName: 'main.d',
  candidates: [
    {
      command: 'ldc2',
      versionArgv: ['--version'],
      versionPattern: /LDC - the LLVM D compiler \((\d+\.\d+\.\d+)\)/,
      minVersion: '1.20',
    },
  ],
  compile: {
    argv: ['{tool}', '-O2', '-od={scratch}', '-I=/box', '-of={artifact}', '{sources}'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  memoryMarker: /core\.exception\.OutOfMemoryError|^Memory allocation failed/m,
  debian: ['ldc'],
  proof: dProof,
});
