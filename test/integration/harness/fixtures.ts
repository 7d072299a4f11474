import { SUM_PROBLEM } from '../../support/problem-package.js';

/** A Python program that adds two numbers, and what it does besides. */
const sum = (before = '', after = '') => `${before}a, b = map(int, input().split())\nprint(a + b)\n${after}`;

/** Submissions to the sum problem, by what becomes of them. */
export const PROGRAMS = {
  accepted: sum(),
  /** Right on the sample, wrong on 20 + 30. */
  wrong: 'a, b = map(int, input().split())\nprint(3 if a == 1 else 4)\n',
  slow: 'while True: pass\n',
  sleepy: 'import time\ntime.sleep(60)\n',
  crash: sum('', 'raise SystemExit(3)\n'),
  greedy: 'x = []\nwhile True: x.append(bytearray(1 << 20))\n',
  chatty: "while True: print('x' * 1000)\n",
  broken: 'int main( { return 0; }\n',
} as const;

/** The sum problem with a submission in each folder that promises something. */
export const PROMISING: Readonly<Record<string, string>> = {
  ...SUM_PROBLEM,
  'submissions/accepted/sum.py': PROGRAMS.accepted,
  'submissions/accepted/sum.c':
    '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); return 0; }\n',
  'submissions/wrong_answer/four.py': PROGRAMS.wrong,
  'submissions/time_limit_exceeded/spin.py': PROGRAMS.slow,
  'submissions/run_time_error/exit.py': PROGRAMS.crash,
  'submissions/memory_limit_exceeded/hog.py': PROGRAMS.greedy,
  'submissions/output_limit_exceeded/flood.py': PROGRAMS.chatty,
  'submissions/compile_error/paren.c': PROGRAMS.broken,
  'submissions/rejected/four.py': PROGRAMS.wrong,
};
