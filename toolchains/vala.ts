import { valaProof } from './proofs/vala.js';
import { defineRecipe } from './recipe.js';

export const vala = defineRecipe({
  name: 'vala',
  title: 'Vala',
  aliases: ['valac'],
  extensions: ['.vala'],
  sourceName: 'main.vala',
  candidates: [
    {
      command: 'valac',
      versionArgv: ['--version'],
      versionPattern: /^Vala (\d+\.\d+\.\d+)/m,
      minVersion: '0.48',
    },
  ],
  compile: {
    argv: [
      '{tool}',
      '--quiet',
      '-X',
      '-O2',
      '-X',
      '-w',
      '--directory={scratch}',
      '-o',
      '{artifact}',
      '{sources}',
    ],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  memoryMarker: /GLib-ERROR \*\*: .*failed to allocate/,
  debian: ['valac', 'libglib2.0-dev', 'gcc'],
  proof: valaProof,
});
