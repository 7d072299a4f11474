import { cppProof } from './proofs/cpp.js';
import { type Candidate, defineRecipe } from './recipe.js';

const gpp = (command: string): Candidate => ({
  command,
  versionArgv: ['--version'],
  versionPattern: /\) (\d+(?:\.\d+)+)[\s\S]*Free Software Foundation/,
  minVersion: '10',
});

export const cpp = defineRecipe({
  name: 'cpp',
  title: 'C++',
  aliases: ['c++', 'g++', 'cxx', 'c++20'],
  extensions: ['.cpp', '.cc', '.cxx', '.c++', '.C'],
  sourceName: 'main.cpp',
  candidates: ['g++', ...['16', '15', '14', '13', '12', '11', '10'].map((v) => `g++-${v}`)].map(gpp),
  compile: {
    argv: ['{tool}', '-O2', '-std=gnu++20', '-o', '{artifact}', '{sources}', '-lm'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  memoryMarker: /terminate called after throwing an instance of 'std::bad_alloc'/,
  debian: ['g++'],
  proof: cppProof,
});
