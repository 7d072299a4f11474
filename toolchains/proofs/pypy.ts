import type { Proof } from '../proof.js';
import { pythonProof } from './python.js';

/** Python's own, under the file name that tells the two apart. */
export const pypyProof: Proof = {
  ...pythonProof,
  multiFile: {
    files: {
      'main.pypy': 'from parts.answer import answer\nimport other\nprint(answer() + other.rest)\n',
      'other.py': 'rest = "k"\n',
      'parts/answer.py': 'def answer():\n    return "o"\n',
    },
    stdout: 'ok\n',
  },
};
