import { ZIG_FETCH } from './kits.js';
import { zigProof } from './proofs/zig.js';
import { defineRecipe } from './recipe.js';

export const zig = defineRecipe({
  name: 'zig',
  title: 'Zig',
  aliases: [],
  extensions: ['.zig'],
  sourceName: 'main.zig',
  candidates: [
    {
      command: 'zig',
      folders: [`{home}/toolchains/zig-${ZIG_FETCH.version}/ziglang`],
      versionArgv: ['version'],
      versionPattern: /^(\d+\.\d+\.\d+)$/m,
      minVersion: '0.17',
    },
  ],
  fetch: ZIG_FETCH,
  compile: {
    argv: [
      '{tool}',
      ...['build-exe', '-OReleaseSafe', '-fstrip', '--color', 'off'],
      ...[
        '--cache-dir',
        '{scratch}/zig',
        '--global-cache-dir',
        '{scratch}/zig',
        '-femit-bin={artifact}',
        '{main}',
      ],
    ],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  // Safe builds report faults themselves, and abort.
  signals: { SIGFPE: 'SIGABRT', SIGILL: 'SIGABRT', SIGSEGV: 'SIGABRT', SIGBUS: 'SIGABRT' },
  memoryMarker: /^error: OutOfMemory|panic: out of memory/m,
  debian: [],
  proof: zigProof,
});
