import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trendOf } from '../../../bench/measure/soak.js';
import { homePath } from '../../../lib/home.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { packageRoot } from '../../../lib/package-root.js';
import { howMany } from '../../support/how-much.js';
import { processesOf } from '../../support/leftovers.js';
import { SUM_PROBLEM, type TestFolder, writeFolder } from '../../support/problem-package.js';
import { IS_ROOT, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';
import { plot } from './plot.js';

const JOBS = howMany('BAILIFF_SOAK_JOBS', 300, 50_000);
const SEED = howMany('BAILIFF_SOAK_SEED', Date.now() % 1_000_000, Date.now() % 1_000_000);
const SAMPLES = 60;
const LONG = JOBS >= 3_000; // fewer tell nothing of a trend
const MiB = 2 ** 20;
const UIDS = ownUids();
const FIXTURE = join(packageRoot(), 'test/robustness/fixtures/soak-work.mjs');

interface Sample {
  readonly sample: number;
  readonly rss: number;
  readonly descriptors: number;
  readonly cgroups: number;
  readonly mounts: number;
  readonly disk: number;
  readonly p50: number;
  readonly p99: number;
}
type Line = Sample | { readonly wrong: string } | { readonly closed: number; readonly descriptors: number };

let folder: string;
let problem: TestFolder;
let submissions: TestFolder;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-soak-'));
  problem = await writeFolder('sum', SUM_PROBLEM);
  submissions = await writeFolder('class', {
    'ac.py': 'a, b = map(int, input().split())\nprint(a + b)\n',
    'wa.py': 'print(3)\n',
  });
});
afterAll(async () => {
  await problem[Symbol.asyncDispose]();
  await submissions[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** All that the work says; its home is a file system of its own, so that what it takes of the disk can be told. */
async function soak(): Promise<readonly Line[]> {
  const home = join(folder, 'home');
  await mkdir(home);
  const options = { uids: UIDS, home };
  const asked = {
    ...{ jobs: JOBS, samples: SAMPLES, seed: SEED, runner: options },
    ...{ problem: problem.path, submissions: submissions.path },
  };
  const mount = `mount -t tmpfs -o mode=755,size=512m bailiff-test ${home} && exec "$0" "$@"`;
  const script = execa(
    'unshare',
    ['--mount', 'sh', '-c', mount, process.execPath, FIXTURE, JSON.stringify(asked)],
    {
      reject: false,
      buffer: { stdout: false, stderr: true },
      env: {
        BAILIFF_NATIVE: (await findNative({ home: homePath() })).path,
        BAILIFF_NSJAIL: (await findNsjail({ home: homePath() })).path,
      },
    },
  );
  const lines: Line[] = [];
  for await (const line of createInterface({ input: script.stdout })) lines.push(JSON.parse(line) as Line);
  const { exitCode, stderr } = await script;
  expect(exitCode, stderr).toBe(0);
  return lines;
}

async function draw(samples: readonly Sample[]): Promise<void> {
  const path = process.env.BAILIFF_SOAK_PLOT;
  if (!path) return;
  const of = (name: string, unit: string, value: (sample: Sample) => number) => ({
    name,
    unit,
    points: samples.map((each) => [each.sample, value(each)] as const),
  });
  const series = [
    of('honest jobs, p50', 'ms', ({ p50 }) => p50),
    of('honest jobs, p99', 'ms', ({ p99 }) => p99),
    of('RSS of Node', 'MiB', ({ rss }) => rss / MiB),
    of('descriptors', '', ({ descriptors }) => descriptors),
    of('cgroups', '', ({ cgroups }) => cgroups),
    of('mounts', '', ({ mounts }) => mounts),
    of('disk', 'MiB', ({ disk }) => disk / MiB),
  ];
  await writeFile(path, plot(series));
}

describe('jobs of every kind, a tenth of them hostile', () => {
  test.skipIf(lacks(IS_ROOT))(
    `${JOBS} of them: none is wrong, and nothing grows (seed ${SEED})`,
    async () => {
      const lines = await soak();
      const samples = lines.filter((line): line is Sample => 'sample' in line);
      await draw(samples);
      expect(lines.filter((line) => 'wrong' in line)).toEqual([]);
      expect(lines.at(-1)).toMatchObject({ closed: JOBS });
      expect(await processesOf(UIDS)).toEqual([]);
      const most = (of: (sample: Sample) => number) => Math.max(...samples.map(of));
      expect(most(({ cgroups }) => cgroups)).toBeLessThanOrEqual(3 * 2 * (2 * (cores() + 1) + 2));
      expect(most(({ descriptors }) => descriptors)).toBeLessThanOrEqual(
        60 + 16 * 2 * (2 * (cores() + 1) + 2),
      );
      expect(new Set(samples.map(({ mounts }) => mounts)).size).toBe(1);
      expect(most(({ disk }) => disk)).toBeLessThanOrEqual(64 * MiB);
      if (!LONG) return;
      const growth = (of: (sample: Sample) => number) => {
        const trend = trendOf(samples.map((each) => [each.sample, of(each)] as const));
        return trend.growthBytes / trend.meanBytes;
      };
      expect(growth(({ rss }) => rss)).toBeLessThanOrEqual(0.15);
      expect(growth(({ descriptors }) => descriptors)).toBeLessThanOrEqual(0.15);
      expect(growth(({ cgroups }) => cgroups)).toBeLessThanOrEqual(0.15);
    },
    7_200_000,
  );
});

function cores(): number {
  return availableParallelism();
}
