import type { Proof } from '../proof.js';

export const pythonProof: Proof = {
  hello: 'print("ok")\n',
  echo: 'import shutil, sys\nshutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)\n',
  argsEnv:
    'import os, sys\nfor argument in sys.argv[1:]:\n    print(argument)\nprint(os.environ["GREETING"])\n',
  multiFile: {
    files: {
      'main.py': 'from parts.answer import answer\nimport other\nprint(answer() + other.rest)\n',
      'other.py': 'rest = "k"\n',
      'parts/answer.py': 'def answer():\n    return "o"\n',
    },
    stdout: 'ok\n',
  },
  broken: 'print("ok"\nx = = 1\n',
  brokenMessage: /SyntaxError/,
  exit7: 'import sys\nsys.exit(7)\n',
  raise: 'import os, sys\nos.kill(os.getpid(), int(sys.argv[1]))\n',
  spin: 'while True:\n    pass\n',
  sleep: 'import time\nwhile True:\n    time.sleep(3600)\n',
  hog: 'blocks = []\nwhile True:\n    blocks.append(b"x" * 1048576)\n',
  flood: 'while True:\n    print("all work and no play")\n',
  unicode: 'print("héllo → 世界 🎉")\n',
};
