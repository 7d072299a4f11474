import { csharpProof } from './proofs/csharp.js';
import { defineRecipe } from './recipe.js';

/** The SDK's compiler without its project system, which would look for packages: it is given the reference assemblies. */
const COMPILE = `home=\${0%/*}
for assembly in "$home"/packs/Microsoft.NETCore.App.Ref/*/ref/net*/*.dll; do set -- "$@" "-reference:$assembly"; done
exec "$0" exec "$home/sdk/$VERSION/Roslyn/bincore/csc.dll" "$@"`;
// biome-ignore lint/suspicious/noTemplateCurlyInString: an expansion of the shell
const RUN = 'exec "$0" exec --runtimeconfig "${0%/*}/sdk/$VERSION/dotnet.runtimeconfig.json" "$@"';

const env = {
  VERSION: '{version}',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
  DOTNET_EnableDiagnostics: '0',
} as const;

/** Never run by this project's own tests so far: no .NET SDK was to be had where they run. */
export const dotnet = defineRecipe({
  name: 'dotnet',
  title: 'C# (.NET)',
  aliases: ['csharp-dotnet', '.net'],
  of: 'csharp',
  extensions: ['.cs'],
  sourceName: 'main.cs',
  candidates: [
    {
      command: 'dotnet',
      folders: ['/usr/share/dotnet', '/usr/lib/dotnet'],
      rootLevels: 1,
      versionArgv: ['--version'],
      versionPattern: /^(\d+\.\d+\.\d+)$/m,
      minVersion: '8',
    },
  ],
  compile: {
    argv: [
      '/bin/sh',
      ...['-c', COMPILE, '{tool}'],
      ...[
        '-nologo',
        '-noconfig',
        '-nostdlib',
        '-optimize',
        '-langversion:latest',
        '-out:{artifact}',
        '{sources}',
      ],
    ],
    env,
    artifact: 'program.dll',
  },
  run: {
    argv: ['/bin/sh', '-c', RUN, '{tool}', '{artifact}'],
    env: { ...env, DOTNET_GCHeapHardLimit: '{heapHex}' },
  },
  needs: { memoryBytes: 64 * 2 ** 20, heapShare: 0.8, extraMemoryBytes: 64 * 2 ** 20 },
  memoryMarker: /System\.OutOfMemoryException|^Out of memory\.?$/m,
  debian: [],
  byHand: 'install the .NET SDK 8 or newer, so that "dotnet" is on PATH',
  proof: csharpProof,
});
