import { BEAM_ENV, BEAM_IDLE, BEAM_MEMORY_MARKER, BEAM_SIGNALS, BEAM_THREADS } from './beam.js';
import { erlangProof } from './proofs/erlang.js';
import { defineRecipe } from './recipe.js';

/** Calls main/1 with the arguments, else main/0, else start/0, and ends with 0; an uncaught error ends with 1. */
const ENTRY = `io:setopts([{encoding, unicode}]),
{module, M} = code:ensure_loaded({stem}),
case [F || F <- [{main, 1}, {main, 0}, {start, 0}], lists:member(F, M:module_info(exports))] of
  [{main, 1} | _] -> M:main(init:get_plain_arguments());
  [{Name, 0} | _] -> M:Name()
end, halt(0).`;

export const erlang = defineRecipe({
  name: 'erlang',
  title: 'Erlang',
  aliases: ['erl'],
  extensions: ['.erl'],
  sourceName: 'main.erl',
  candidates: [
    {
      command: 'erl',
      versionArgv: ['-noshell', '-eval', 'io:format("OTP ~s~n", [erlang:system_info(otp_release)]), halt().'],
      versionPattern: /^OTP (\d+)/m,
      minVersion: '22',
    },
  ],
  companions: ['erlc'],
  compile: {
    argv: ['/bin/sh', '-c', 'mkdir "$1" && exec "$0" -o "$@"', '{tool:erlc}', '{artifact}', '{sources}'],
    env: BEAM_ENV,
    artifact: 'beams/',
  },
  run: {
    argv: [
      '{tool}',
      ...['-noshell', ...BEAM_THREADS, ...BEAM_IDLE, '+fnu'],
      ...['-pa', '{artifact}', '-eval', ENTRY, '-extra'],
    ],
    env: BEAM_ENV,
  },
  needs: { memoryBytes: 32 * 2 ** 20 },
  signals: BEAM_SIGNALS,
  memoryMarker: BEAM_MEMORY_MARKER,
  debian: ['erlang-base'],
  proof: erlangProof,
});
