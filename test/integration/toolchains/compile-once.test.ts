import { constants } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSubmissions, grade, loadProblem } from '../../../harness/index.js';
import { createRunner, type Runner } from '../../../lib/index.js';
import { type OwnHome, openOwnHome } from '../../support/own-home.js';
import { SUM_PROBLEM, writeFolder } from '../../support/problem-package.js';
import { ownUids } from '../../support/runners.js';

/** Says that it was started, through a FIFO beside it that even a jail can write to, and takes its time. */
const COMPILER = `#!/bin/sh
if [ "$1" = --version ]; then exec /usr/bin/gcc --version; fi
echo started > "\${0%/*}/../starts"
sleep 0.4
exec /usr/bin/gcc "$@"
`;
const sum = (remark: string) =>
  `#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); } // ${remark}\n`;

let own: OwnHome;
let toolchain: string;
let runner: Runner;
let starts: Awaited<ReturnType<typeof open>>;
const path = process.env.PATH;

beforeAll(async () => {
  own = await openOwnHome();
  toolchain = await mkdtemp(join(tmpdir(), 'bailiff-gcc-'));
  await chmod(toolchain, 0o755);
  await mkdir(join(toolchain, 'bin'));
  await writeFile(join(toolchain, 'bin/gcc'), COMPILER, { mode: 0o755 });
  await execa('mkfifo', ['--mode=666', join(toolchain, 'starts')]);
  starts = await open(join(toolchain, 'starts'), constants.O_RDWR | constants.O_NONBLOCK);
  process.env.PATH = `${join(toolchain, 'bin')}:${path}`;
  runner = createRunner({ uids: ownUids(), home: own.path, concurrency: 2 });
});
afterAll(async () => {
  process.env.PATH = path;
  await runner.close();
  await starts.close();
  await own[Symbol.asyncDispose]();
  await rm(toolchain, { recursive: true });
});

/** How often the compiler was started since it was asked last. */
async function countStarts(): Promise<number> {
  const { buffer, bytesRead } = await starts
    .read({ buffer: Buffer.alloc(4_096) })
    .catch(() => ({ buffer: Buffer.alloc(0), bytesRead: 0 }));
  return buffer.toString('utf8', 0, bytesRead).split('\n').length - 1;
}

test('grade() starts the compiler once for equal submissions, also for those that come at the same time', async () => {
  await using problem = await writeFolder('sum', SUM_PROBLEM);
  await using group = await writeFolder('group', {
    'ann/sum.c': sum('one'),
    'ben/sum.c': sum('one'),
    'cem/sum.c': sum('another'),
    'dan/sum.c': sum('one'),
  });
  const submissions = async (...names: string[]) =>
    findSubmissions(names.map((name) => join(group.path, name, 'sum.c')));
  const gradeThem = async (...names: string[]) => {
    const report = await grade({
      runner,
      problem: await loadProblem(problem.path),
      submissions: await submissions(...names),
    });
    return report.problems[0]!.submissions.map(({ verdict, message }) => verdict + message);
  };
  expect(await gradeThem('ann', 'ben', 'cem')).toEqual(['AC', 'AC', 'AC']);
  expect(await countStarts()).toBe(2);
  expect(await gradeThem('cem', 'dan')).toEqual(['AC', 'AC']);
  expect(await countStarts()).toBe(0);
});

test('compile() of equal sources, asked for many times at once, starts the compiler once', async () => {
  const options = { language: 'c', code: sum('many') };
  const programs = await Promise.all(Array.from({ length: 6 }, () => runner.compile(options)));
  expect(programs.map(({ status }) => status)).toEqual(Array(6).fill('compiled'));
  expect(await countStarts()).toBe(1);
});
