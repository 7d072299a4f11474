import { ocamlProof } from './proofs/ocaml.js';
import { defineRecipe } from './recipe.js';

/** The compiler wants modules before those that use them. */
const COMPILE =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expansion of Bash
  'exec "$0" -O3 -w -a -I +unix -I +str unix.cmxa str.cmxa -o "$1" $(ocamldep -one-line -sort -I /box "${@:2}")';

export const ocaml = defineRecipe({
  name: 'ocaml',
  title: 'OCaml',
  aliases: ['ml'],
  extensions: ['.ml', '.mli'],
  sourceName: 'main.ml',
  candidates: [
    {
      command: 'ocamlopt',
      versionArgv: ['-version'],
      versionPattern: /^(\d+\.\d+\.\d+)$/m,
      minVersion: '4.08',
    },
  ],
  compile: { argv: ['/bin/bash', '-c', COMPILE, '{tool}', '{artifact}', '{sources}'], artifact: 'program' },
  run: { argv: ['{artifact}'] },
  memoryMarker: /^Fatal error: (?:exception )?(?:Out_of_memory|out of memory)/im,
  debian: ['ocaml-nox'],
  proof: ocamlProof,
});
