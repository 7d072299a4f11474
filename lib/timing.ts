import type { Finding } from './jail/host/finding.js';
import type { ProbeOptions } from './jail/host.js';
import { createRunner } from './runner.js';
import {
  judgeAlone,
  judgeCpuClock,
  judgeFault,
  judgeTogether,
  measureNoise,
  type Noise,
} from './timing-noise.js';
import { judgeSettings, readSettings } from './timing-settings.js';
import { judgeStolen, readCoreTime } from './timing-stolen.js';

export type { Noise, NoiseSample, Spread } from './timing-noise.js';

/** How far times that are measured on this machine can be trusted. */
export interface TimingReport {
  /** Settings of the machine first, then what was measured. `weaker`: times waver more than they need to. */
  readonly findings: readonly Finding[];
  /** Equal work that was timed again and again; absent when it could not be run, for which there is a finding. */
  readonly noise?: Noise;
  /** Whether equal work took equal time, whatever the settings. */
  readonly steady: boolean;
}

/** Options of {@link probeTiming}, all as in `createRunner()`. */
export interface TimingOptions extends ProbeOptions {
  readonly signal?: AbortSignal;
}

/**
 * Looks at what makes times waver on this machine (clock governor, turbo, hyper-threading, memory layout, swap, load),
 * and measures it: the same piece of work many times in pinned jails, alone and with one on every core at once.
 * Takes 2 to 4 seconds.
 *
 * A fault of the host is a finding (`missing`, with its message), never thrown; only cancelling rejects.
 *
 * @example
 * const { steady, findings } = await probeTiming();
 */
export async function probeTiming(options: TimingOptions = {}): Promise<TimingReport> {
  const settings = judgeSettings(await readSettings());
  const measured = await measure(options);
  const { noise } = measured;
  const steady = noise !== undefined && measured.findings.every(({ state }) => state === 'enforced');
  return { findings: [...settings, ...measured.findings], noise, steady };
}

async function measure({ signal, ...options }: TimingOptions): Promise<Omit<TimingReport, 'steady'>> {
  await using runner = createRunner({ ...options, pin: true });
  const before = await readCoreTime();
  try {
    const noise = await measureNoise(runner, signal);
    const findings = [
      judgeCpuClock(noise),
      judgeAlone(noise),
      judgeTogether(noise),
      judgeStolen(before, await readCoreTime()),
    ];
    return { findings, noise };
  } catch (error) {
    signal?.throwIfAborted();
    return { findings: [judgeFault(error)] };
  }
}
