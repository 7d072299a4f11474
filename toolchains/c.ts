import { cProof } from './proofs/c.js';
import { type Candidate, defineRecipe } from './recipe.js';

const gcc = (command: string): Candidate => ({
  command,
  versionArgv: ['--version'],
  versionPattern: /\) (\d+(?:\.\d+)+)[\s\S]*Free Software Foundation/,
  minVersion: '8',
});

export const c = defineRecipe({
  name: 'c',
  title: 'C',
  aliases: ['gcc'],
  extensions: ['.c'],
  sourceName: 'main.c',
  candidates: ['gcc', ...['16', '15', '14', '13', '12', '11', '10', '9', '8'].map((v) => `gcc-${v}`)].map(
    gcc,
  ),
  variants: [
    { name: '17', aliases: ['c17'], value: 'gnu17' },
    { name: '23', aliases: ['c23'], value: 'gnu2x', minVersion: '9' },
    { name: '11', aliases: ['c11'], value: 'gnu11' },
    { name: '99', aliases: ['c99'], value: 'gnu99' },
  ],
  compile: {
    argv: ['{tool}', '-O2', '-std={variant}', '-o', '{artifact}', '{sources}', '-lm'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  debian: ['gcc', 'libc6-dev'],
  proof: cProof,
});
