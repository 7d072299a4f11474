import { pypyProof } from './proofs/pypy.js';
import { defineRecipe } from './recipe.js';

export const pypy = defineRecipe({
  name: 'pypy',
  title: 'Python 3 (PyPy)',
  aliases: ['pypy3'],
  extensions: ['.pypy'],
  sourceName: 'main.pypy',
  candidates: [
    {
      command: 'pypy3',
      siblings: true,
      versionArgv: ['--version'],
      versionPattern: /^\[PyPy (\d+\.\d+\.\d+)/m,
      minVersion: '7.3',
    },
  ],
  run: {
    argv: ['{tool}', '{main}'],
    env: { PYTHONDONTWRITEBYTECODE: '1', PYPY_GC_MAX: '{heapMiB}MB' },
  },
  needs: { memoryBytes: 24 * 2 ** 20 },
  memoryMarker:
    /^MemoryError|^RPython traceback:[\s\S]*MemoryError|out of memory: couldn't allocate|^using too much memory, aborting/m,
  debian: ['pypy3'],
  proof: pypyProof,
});
