import { csharpProof } from './proofs/csharp.js';
import { defineRecipe } from './recipe.js';

/** C# as Mono has it, about C# 7. Where the .NET SDK is installed, `csharp` means that one: see dotnet.ts. */
export const csharp = defineRecipe({
  name: 'csharp',
  title: 'C#',
  aliases: ['cs', 'c#', 'mono'],
  extensions: ['.cs'],
  sourceName: 'main.cs',
  candidates: [
    {
      command: 'mono',
      versionArgv: ['--version'],
      versionPattern: /^Mono JIT compiler version (\d+\.\d+(?:\.\d+)*)/m,
      minVersion: '5',
    },
  ],
  companions: ['mcs'],
  compile: { argv: ['{tool:mcs}', '-optimize+', '-out:{artifact}', '{sources}'], artifact: 'program.exe' },
  run: {
    argv: ['{tool}', '{artifact}'],
    // Of a crash it would ask a debugger, which prints into the output and may not trace here.
    env: { MONO_GC_PARAMS: 'max-heap-size={heapMiB}m', MONO_DEBUG: 'no-gdb-backtrace' },
  },
  needs: { memoryBytes: 8 * 2 ** 20, heapShare: 1, extraMemoryBytes: 32 * 2 ** 20 },
  signals: { SIGFPE: 'SIGABRT', SIGILL: 'SIGABRT', SIGSEGV: 'SIGABRT', SIGBUS: 'SIGABRT' },
  memoryMarker: /^(?:Error: )?Garbage collector could not allocate|System\.OutOfMemoryException/m,
  debian: ['mono-mcs', 'mono-runtime'],
  proof: csharpProof,
});
