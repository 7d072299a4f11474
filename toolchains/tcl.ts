import { tclProof } from './proofs/tcl.js';
import { defineRecipe } from './recipe.js';

export const tcl = defineRecipe({
  name: 'tcl',
  title: 'Tcl',
  aliases: ['tclsh'],
  extensions: ['.tcl'],
  sourceName: 'main.tcl',
  candidates: ['tclsh', 'tclsh8.6', 'tclsh9.0'].map((command) => ({
    command,
    versionArgv: [],
    versionStdin: 'puts "Tcl [info patchlevel]"',
    versionPattern: /^Tcl (\d+\.\d+(?:\.\d+)?)/m,
  })),
  run: { argv: ['{tool}', '{main}'] },
  memoryMarker: /^(?:unable to (?:re)?alloc \d+ bytes|max size for a Tcl value)/m,
  debian: ['tcl'],
  proof: tclProof,
});
