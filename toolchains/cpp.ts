import { precompiledHeaders } from './cpp-headers.js';
import { cppProof } from './proofs/cpp.js';
import { type Candidate, defineRecipe } from './recipe.js';

const gpp = (command: string): Candidate => ({
  command,
  versionArgv: ['--version'],
  versionPattern: /\) (\d+(?:\.\d+)+)[\s\S]*Free Software Foundation/,
  minVersion: '10',
});

const FLAGS = ['-O2'];
const STANDARD = 'gnu++20';

export const cpp = defineRecipe({
  name: 'cpp',
  title: 'C++',
  aliases: ['c++', 'g++', 'cxx', 'c++20'],
  extensions: ['.cpp', '.cc', '.cxx', '.c++', '.C'],
  sourceName: 'main.cpp',
  candidates: ['g++', ...['16', '15', '14', '13', '12', '11', '10'].map((v) => `g++-${v}`)].map(gpp),
  compile: {
    argv: ['{tool}', ...FLAGS, `-std=${STANDARD}`, '-o', '{artifact}', '{sources}', '-lm'],
    warmArgs: ['-I{cache}'], // holds precompiled headers and nothing else
    artifact: 'program',
  },
  warmUp: precompiledHeaders(FLAGS, [STANDARD]),
  run: { argv: ['{artifact}'] },
  memoryMarker: /terminate called after throwing an instance of 'std::bad_alloc'/,
  debian: ['g++'],
  proof: cppProof,
});
