import { messageOf } from './errors.js';
import type { Finding } from './jail/host/finding.js';
import type { RunResult, Usage } from './result.js';
import { formatMs } from './units.js';

/** The part of a pinned runner that is used here. */
export interface NoiseRunner {
  readonly concurrency: number;
  run(options: { readonly argv: string[]; readonly signal?: AbortSignal }): Promise<RunResult>;
}

/** How far apart the times of equal work are. Milliseconds. */
export interface Spread {
  readonly p5Ms: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Coefficient of variation: the standard deviation, as a share of the mean. */
  readonly cv: number;
}

/** One set of equal runs, one program or one for each core at a time. */
export interface NoiseSample {
  readonly runs: number;
  readonly cpuMs: Spread;
  readonly wallMs: Spread;
}

export interface Noise {
  /** By what CPU time is counted. */
  readonly cpuClock: RunResult['enforcement']['cpu'];
  readonly alone: NoiseSample;
  /** On every core that pinned programs get. */
  readonly together: NoiseSample & { readonly programs: number };
}

/** Half the margin within which a judge runs a program again by default. */
const STEADY = 0.05;
const BURN_MS = 50;
const TRIAL_STEPS = 20_000;
const RUNS = { alone: 24, together: 12 } as const;
const LEAST_RUNS = 5;
const LONGEST_MS = 1_500; // each of the two, so that all is over in less than 5 s

/** Times equal work in jails: a shell that counts, since a shell is on every machine. */
export async function measureNoise(runner: NoiseRunner, signal?: AbortSignal): Promise<Noise> {
  const burn = (steps: number) => burnOnce(runner, steps, signal);
  await burn(TRIAL_STEPS); // the first jail is cold
  const trial = await burn(TRIAL_STEPS);
  const steps = Math.ceil((TRIAL_STEPS * BURN_MS) / Math.max(1, trial.usage.cpuMs));
  const programs = runner.concurrency;
  await Promise.all(Array.from({ length: programs }, () => burn(TRIAL_STEPS))); // a jail on each core
  const alone = await repeat(() => burn(steps), RUNS.alone);
  const together = await Promise.all(
    Array.from({ length: programs }, () => repeat(() => burn(steps), RUNS.together)),
  );
  return {
    cpuClock: trial.enforcement.cpu,
    alone: sampleOf(alone),
    together: { ...sampleOf(together.flat()), programs },
  };
}

async function burnOnce(runner: NoiseRunner, steps: number, signal?: AbortSignal): Promise<RunResult> {
  const script = `i=0; while [ $i -lt ${steps} ]; do i=$((i+1)); done`;
  const result = await runner.run({ argv: ['/bin/sh', '-c', script], signal });
  if (result.ok) return result;
  throw new Error(`a shell that counts ended as ${result.status}: ${result.stderr.slice(0, 200)}`);
}

async function repeat(run: () => Promise<RunResult>, runs: number): Promise<Usage[]> {
  const end = performance.now() + LONGEST_MS;
  const usages: Usage[] = [];
  while (usages.length < LEAST_RUNS || (usages.length < runs && performance.now() < end))
    usages.push((await run()).usage);
  return usages;
}

function sampleOf(usages: readonly Usage[]): NoiseSample {
  return {
    runs: usages.length,
    cpuMs: spreadOf(usages.map(({ cpuMs }) => cpuMs)),
    wallMs: spreadOf(usages.map(({ wallMs }) => wallMs)),
  };
}

/** Of at least one time. */
export function spreadOf(timesMs: readonly number[]): Spread {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length;
  const variance = sorted.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / sorted.length;
  const cv = mean === 0 ? 0 : Math.sqrt(variance) / mean;
  return { p5Ms: at(0.05), p50Ms: at(0.5), p95Ms: at(0.95), cv };
}

export function judgeCpuClock({ cpuClock }: Noise): Finding {
  const finding = { id: 'timing-cpu-clock', title: 'CPU time' };
  if (cpuClock === 'cgroup')
    return { ...finding, state: 'enforced', detail: 'by the kernel’s own counter of the jail, in ns' };
  const detail = 'summed over /proc every 10 ms: children that ended in between may be missing';
  return { ...finding, state: 'weaker', detail, fix: 'run as root, with cgroups' };
}

export function judgeAlone({ alone }: Noise): Finding {
  return judgeSpread('timing-alone', 'Equal work, alone', alone, 'mend what is weaker above; end other work');
}

/** Also slower than alone is a warning: then a verdict depends on what else is judged at the time. */
export function judgeTogether({ alone, together }: Noise): Finding {
  const [id, title] = ['timing-together', 'Equal work, on every core'];
  const slower = together.cpuMs.p50Ms / alone.cpuMs.p50Ms - 1;
  const fix = 'judge fewer programs at a time';
  if (slower <= STEADY) return judgeSpread(id, title, together, fix);
  const detail = `${spreadText(together)}; ${percent(slower)} slower than alone`;
  return { id, title, state: 'weaker', detail, fix };
}

/** Nothing could be measured. */
export function judgeFault(error: unknown): Finding {
  return { id: 'timing-alone', title: 'Equal work, alone', state: 'missing', detail: messageOf(error) };
}

function judgeSpread(id: string, title: string, sample: NoiseSample, fix: string): Finding {
  const { p5Ms, p50Ms, p95Ms } = sample.cpuMs;
  const detail = spreadText(sample);
  if ((p95Ms - p5Ms) / p50Ms <= STEADY) return { id, title, state: 'enforced', detail };
  return { id, title, state: 'weaker', detail, fix };
}

function spreadText({ runs, cpuMs, wallMs }: NoiseSample): string {
  const text = ({ p5Ms, p95Ms, cv }: Spread) => `${formatMs(p5Ms)} to ${formatMs(p95Ms)} (CV ${percent(cv)})`;
  return `CPU ${text(cpuMs)}, wall ${text(wallMs)} in ${runs} runs`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
