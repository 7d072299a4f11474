import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openPackage } from '../../../../harness/problem/package.js';
import type { SuiteTask } from '../../../../harness/problem/problem.js';
import { judgeSuite } from '../../../../harness/suite/judge-suite.js';
import { loadSuite } from '../../../../harness/suite/load-suite.js';
import type { Runner } from '../../../../lib/index.js';

export type Files = Readonly<Record<string, string>>;

/** A suite on disk, loaded; removed with the test. */
export async function suiteOf(yaml: object, files: Files) {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-suite-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries({ ...files, 'suite.yaml': JSON.stringify(yaml) })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return loadSuite(await openPackage(folder));
}

/** Runs a suite on a submission. */
export function judge(runner: Runner, suite: Awaited<ReturnType<typeof suiteOf>>, submission: Files) {
  return judgeSuite({
    problem: suite,
    task: suite.task as SuiteTask,
    sources: Object.entries(submission).map(([path, content]) => ({ path, content })),
    runner,
    limits: { cpuMs: 5_000, wallMs: 10_000, memoryBytes: suite.limits.memoryBytes },
    compileLimits: {},
    signal: new AbortController().signal,
  });
}

/** The verdicts of a submission's tests, in order; `CE` when it does not compile. */
export async function verdictsOf(...args: Parameters<typeof judge>): Promise<string> {
  const outcome = await judge(...args);
  return outcome.status === 'compile-failed' ? 'CE' : outcome.cases.map(({ verdict }) => verdict).join(' ');
}
