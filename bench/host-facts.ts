import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { type HostReport, probeHost, type RunnerOptions } from '../lib/index.js';

/** What the figures were taken on, and from which code. */
export type BenchHost = HostReport['facts'] & {
  /** Version of the package, and the commit when it runs from a clone; `+` behind it means changed files. */
  readonly bailiff: string;
  readonly commit?: string;
  /** How the kernel sets the clock of the first core, where it tells. */
  readonly governor?: string;
  readonly loadAverage: number;
  /** Share of all cores that others used just before, 0 to 1. */
  readonly busyBefore: number;
};

const BUSY_SAMPLE_MS = 500;

/** Gathers the facts. Takes half a second, in which nothing of ours runs. */
export async function gatherHost({ home, nsjail }: RunnerOptions, signal?: AbortSignal): Promise<BenchHost> {
  const { facts } = await probeHost({ home, nsjail });
  const packageFile = createRequire(import.meta.url).resolve('bailiff/package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  return {
    ...facts,
    bailiff: version,
    commit: await commitOf(dirname(packageFile)),
    governor: readLine('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'),
    loadAverage: loadavg()[0]!,
    busyBefore: await busyShare(signal),
  };
}

/** Only of a clone of bailiff itself: installed as a dependency, the repository around it is somebody else's. */
async function commitOf(folder: string): Promise<string | undefined> {
  const git = async (...args: string[]) => {
    const { stdout, failed } = await execa('git', ['-C', folder, ...args], {
      reject: false,
      stdin: 'ignore',
    });
    return failed ? undefined : stdout.trim();
  };
  if ((await git('rev-parse', '--show-toplevel')) !== folder) return undefined;
  const commit = await git('rev-parse', '--short=12', 'HEAD');
  const changed = await git('status', '--porcelain', '--untracked-files=no');
  return commit && `${commit}${changed ? '+' : ''}`;
}

/** Share of all cores in use, 0 to 1, while nothing of ours runs. Takes half a second. */
export async function busyShare(signal?: AbortSignal): Promise<number> {
  const before = coreTimes();
  await sleep(BUSY_SAMPLE_MS, undefined, { signal });
  const after = coreTimes();
  const all = after.all - before.all;
  return all === 0 ? 0 : 1 - (after.idle - before.idle) / all;
}

function coreTimes(): { readonly all: number; readonly idle: number } {
  const times = cpus().map((core) => core.times);
  const add = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    all: add(times.flatMap((core) => Object.values(core))),
    idle: add(times.map((core) => core.idle)),
  };
}

function readLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined; // virtual machines do not show it
  }
}
