import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import type { RunnerOptions } from '../../lib/index.js';
import { packageRoot } from '../../lib/package-root.js';
import { type TestFolder, writeFolder } from './problem-package.js';

const FIXTURE = join(packageRoot(), 'test/robustness/fixtures/mixed-work.mjs');

/** Kinds of work, all going on at once. */
export const KINDS = ['run', 'compile', 'interact', 'grade'] as const;
export type Kind = (typeof KINDS)[number];

/** A problem, what is handed in, and a folder for journals. */
export interface Course extends AsyncDisposable {
  readonly problem: string;
  readonly submissions: string;
  readonly journals: string;
}

/** One outcome: as it must be, a fault of the host, or wrong, which must never be. */
interface Outcome {
  readonly kind: Kind;
  readonly is: 'right' | 'fault' | 'wrong';
  readonly detail?: unknown;
}

/** Another Node, on the built library, that does all kinds of work without end. */
export interface MixedWork {
  readonly pid: number;
  readonly outcomes: readonly Outcome[];
  /** Resolves once so many more outcomes of each kind are as they must be. */
  untilRight(more: number): Promise<void>;
  /** Lets it finish what it does; the exit code, which is 0. */
  stop(): Promise<number | undefined>;
  /** Resolves when it has ended, by whatever. */
  readonly ended: Promise<unknown>;
  /** SIGKILL, and waits for its end. */
  kill(): Promise<void>;
}

const CASES = 6;

/** Programs by their verdict; `wa` is wrong from the case 15 on. */
const HANDED_IN: Readonly<Record<string, string>> = {
  'ac1.c': program('a + b', 1),
  'ac2.c': program('b + a', 2),
  'ac3.py': 'a, b = map(int, input().split())\nprint(a + b)\n',
  'wa1.c': program('a + b + (a > 4)', 3),
  'wa2.py': 'a, b = map(int, input().split())\nprint(a + b + (a > 4))\n',
  'rte.py': 'raise SystemExit(3)\n',
  'ce.c': 'int main( { return 0; }\n',
  'tle.py': 'while True: pass\n',
  'mle.py': 'x = []\nwhile True: x.append(bytearray(1 << 20))\n',
  'ole.py': "while True: print('x' * 1000)\n",
};

function program(sum: string, number: number): string {
  return `#include <stdio.h>\n/* ${number} */\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", ${sum}); return 0; }\n`;
}

/** What the judge must say of a submission on a case, whatever happened around it. */
export function verdictOf(submission: string, testCase: string): string {
  const kind = submission.match(/^[a-z]+/)![0].toUpperCase();
  if (kind !== 'WA') return kind;
  return Number(testCase.match(/\d+$/)![0]) > 14 ? 'WA' : 'AC';
}

export async function openCourse(): Promise<Course> {
  const cases = Array.from({ length: CASES }, (_, i) => [
    [`data/secret/${10 + i}.in`, `${i} ${i}\n`],
    [`data/secret/${10 + i}.ans`, `${2 * i}\n`],
  ]).flat();
  const problem = await writeFolder('sum', {
    'problem.yaml': 'name: Sum\nlimits:\n  memory: 64\n  output: 1\n',
    '.timelimit': '0.5\n',
    ...Object.fromEntries(cases),
  });
  const submissions = await writeFolder('class', HANDED_IN);
  const journals = await mkdtemp(join(tmpdir(), 'bailiff-journals-'));
  const folders: TestFolder[] = [problem, submissions];
  return {
    problem: problem.path,
    submissions: submissions.path,
    journals,
    [Symbol.asyncDispose]: async () => {
      for (const folder of folders) await folder[Symbol.asyncDispose]();
      await rm(journals, { recursive: true, force: true });
    },
  };
}

/** Starts it, with a command in front (`sh -c …`) if one is given, and waits until it is up. */
export async function startMixedWork(how: {
  readonly course: Pick<Course, 'problem' | 'submissions' | 'journals'>;
  readonly runner: RunnerOptions;
  readonly prefix?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}): Promise<MixedWork> {
  const { course, runner, prefix = [], env = {} } = how;
  const { problem, submissions, journals } = course;
  const argv = [
    ...prefix,
    process.execPath,
    FIXTURE,
    JSON.stringify({ runner, problem, submissions, journals }),
  ];
  const child = execa(argv[0]!, argv.slice(1), {
    env,
    reject: false,
    buffer: { stdout: false, stderr: true },
  });
  const outcomes: Outcome[] = [];
  const up = Promise.withResolvers<void>();
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"up"')) up.resolve();
    else if (line.startsWith('{"kind"')) outcomes.push(JSON.parse(line) as Outcome);
    for (const look of waiting) look();
  });
  let over = false;
  const ended = child.then((end) => {
    over = true;
    if (end.exitCode !== 0 && end.signal !== 'SIGKILL') console.error(end.stderr);
    up.resolve();
    for (const look of waiting) look();
    return end;
  });
  await up.promise;
  return {
    pid: child.pid!,
    outcomes,
    untilRight: (more) => {
      const wanted = KINDS.map((kind) => [kind, countRight(outcomes, kind) + more] as const);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => {
        if (over) reject(new Error('it has ended'));
        if (wanted.every(([kind, least]) => countRight(outcomes, kind) >= least)) resolve();
      };
      waiting.add(look);
      look();
      return promise.finally(() => waiting.delete(look));
    },
    stop: async () => {
      child.stdin.write('\n');
      return (await ended).exitCode;
    },
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function countRight(outcomes: readonly Outcome[], kind: Kind): number {
  return outcomes.filter((each) => each.kind === kind && each.is === 'right').length;
}
