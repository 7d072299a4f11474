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
  aliases: ['c++', 'g++', 'cxx'],
  extensions: ['.cpp', '.cc', '.cxx', '.c++', '.C'],
  sourceName: 'main.cpp',
  candidates: ['g++', ...['16', '15', '14', '13', '12', '11', '10'].map((v) => `g++-${v}`)].map(gpp),
  variants: [
    { name: '20', aliases: ['c++20', 'cpp20'], value: STANDARD },
    { name: '23', aliases: ['c++23', 'cpp23'], value: 'gnu++23', minVersion: '11' },
    { name: '17', aliases: ['c++17', 'cpp17'], value: 'gnu++17' },
    { name: '14', aliases: ['c++14', 'cpp14'], value: 'gnu++14' },
    { name: '11', aliases: ['c++11', 'cpp11'], value: 'gnu++11' },
  ],
  compile: {
    argv: ['{tool}', ...FLAGS, '-std={variant}', '-o', '{artifact}', '{sources}', '-lm'],
    warmArgs: ['-I{cache}'], // holds precompiled headers and nothing else; they serve the standard that they were made for
    artifact: 'program',
  },
  warmUp: precompiledHeaders(FLAGS, [STANDARD]),
  run: { argv: ['{artifact}'] },
  memoryMarker: /terminate called after throwing an instance of 'std::bad_alloc'/,
  debian: ['g++'],
  proof: cppProof,
});
