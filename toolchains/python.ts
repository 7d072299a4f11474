import { pythonProof } from './proofs/python.js';
import { type Candidate, defineRecipe } from './recipe.js';

const python3 = (command: string): Candidate => ({
  command,
  siblings: true,
  versionArgv: ['--version'],
  versionPattern: /^Python (\d+\.\d+\.\d+)$/m,
  rootArgv: ['-c', 'import sys; print(sys.base_prefix)'],
  minVersion: '3.7',
});

export const python = defineRecipe({
  name: 'python',
  title: 'Python 3',
  aliases: ['python3', 'py', 'py3'],
  extensions: ['.py', '.py3'],
  sourceName: 'main.py',
  candidates: ['python3', ...['14', '13', '12', '11', '10', '9', '8'].map((v) => `python3.${v}`)].map(
    python3,
  ),
  run: {
    argv: ['{tool}', '{main}'],
    env: {
      LANG: 'C.UTF-8',
      LD_LIBRARY_PATH: '{root}/lib', // a Python moved from its prefix does not find libpython by itself
      PYTHONDONTWRITEBYTECODE: '1', // no second run would read it
    },
  },
  warm: {
    hook: 'sitecustomize.py',
    env: { PYTHONPATH: '{hookFolder}' },
    coldEnv: /^(PYTHON|HOME$)/, // in HOME there may be packages of the user's
    coldFiles: /^\.local\//,
    processes: 8,
    openFiles: 64,
  },
  memoryMarker: /^MemoryError/m,
  debian: ['python3'],
  proof: pythonProof,
});
