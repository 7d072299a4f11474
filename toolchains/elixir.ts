import { BEAM_ENV, BEAM_IDLE, BEAM_MEMORY_MARKER, BEAM_SIGNALS, BEAM_THREADS } from './beam.js';
import { elixirProof } from './proofs/elixir.js';
import { defineRecipe } from './recipe.js';

export const elixir = defineRecipe({
  name: 'elixir',
  title: 'Elixir',
  aliases: ['ex', 'exs'],
  extensions: ['.exs', '.ex'],
  sourceName: 'main.exs',
  candidates: [
    {
      command: 'elixir',
      versionArgv: ['--version'],
      versionPattern: /^Elixir (\d+\.\d+\.\d+)/m,
      minVersion: '1.10',
    },
  ],
  run: {
    argv: ['{tool}', '{main}'],
    env: { ...BEAM_ENV, ELIXIR_ERL_OPTIONS: ['+fnu', ...BEAM_THREADS, ...BEAM_IDLE].join(' ') },
  },
  needs: { memoryBytes: 56 * 2 ** 20 },
  signals: BEAM_SIGNALS,
  memoryMarker: BEAM_MEMORY_MARKER,
  debian: ['elixir'],
  proof: elixirProof,
});
