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
  aliases: ['gcc', 'c17'],
  extensions: ['.c'],
  sourceName: 'main.c',
  candidates: ['gcc', ...['16', '15', '14', '13', '12', '11', '10', '9', '8'].map((v) => `gcc-${v}`)].map(
    gcc,
  ),
  compile: {
    argv: ['{tool}', '-O2', '-std=gnu17', '-o', '{artifact}', '{sources}', '-lm'],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
  debian: ['gcc', 'libc6-dev'],
  proof: cProof,
});
