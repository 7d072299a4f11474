import { existsSync } from 'node:fs';

/** What every contender runs: a program below /usr, which all of them show to it. */
export interface BenchProgram {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly stdin?: string;
  /** What it must print. Absent: its output is of no interest, and thrown away where that is cheaper. */
  readonly stdout?: string;
}

/** Does nothing: what is left of the time is the runner's own. */
export const NO_OP: BenchProgram = { name: 'no-op', argv: ['/bin/true'] };

const HELLO = 'hello\n';
const CASE_LINES = 1_000;

/** Two hellos, and a test case as a judge has it: input on stdin, an output that must be right. */
export const PROGRAMS: readonly BenchProgram[] = [
  { name: 'echo', argv: ['/bin/echo', 'hello'], stdout: HELLO },
  { name: 'python', argv: ['/usr/bin/python3', '-c', 'print("hello")'], stdout: HELLO },
  {
    name: 'case',
    argv: ['/usr/bin/awk', '{ sum += $1 } END { print sum }'],
    stdin: Array.from({ length: CASE_LINES }, (_, i) => `${i + 1}\n`).join(''),
    stdout: `${(CASE_LINES * (CASE_LINES + 1)) / 2}\n`,
  },
];

/** Whether the machine has it. */
export function isThere({ argv: [file] }: BenchProgram): boolean {
  return existsSync(file);
}
