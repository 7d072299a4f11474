import { assemblyProof } from './proofs/assembly.js';
import { defineRecipe } from './recipe.js';

/** Each source is assembled; a program that has a `main` gets the C library, one with `_start` alone nothing. */
const COMPILE = `artifact=$1 scratch=$2; shift 2; n=0
for source do n=$((n+1)); "$0" -f elf64 -i /box/ -o "$scratch/$n.o" "$source" || exit; done
if nm "$scratch"/*.o | grep -q ' T main$'; then exec gcc -no-pie -z noexecstack -o "$artifact" "$scratch"/*.o -lm; fi
exec ld -z noexecstack -o "$artifact" "$scratch"/*.o`;

export const assembly = defineRecipe({
  name: 'assembly',
  title: 'Assembly (NASM, x86-64)',
  aliases: ['nasm', 'asm'],
  extensions: ['.asm', '.nasm'],
  sourceName: 'main.asm',
  architectures: ['x64'],
  candidates: [
    { command: 'nasm', versionArgv: ['--version'], versionPattern: /^NASM version (\d+\.\d+(?:\.\d+)?)/m },
  ],
  compile: {
    argv: ['/bin/sh', '-c', COMPILE, '{tool}', '{artifact}', '{scratch}', '{sources}'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  debian: ['nasm', 'gcc', 'libc6-dev'],
  proof: assemblyProof,
});
