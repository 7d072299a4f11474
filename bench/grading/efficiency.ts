import { createRunner, type RunnerOptions } from '../../lib/index.js';
import { gradeBatch, writeBatch } from './batch.js';
import { busy } from './programs.js';

/** How much of the cores' time went into the programs that are graded. */
export interface Efficiency {
  readonly submissions: number;
  readonly cases: number;
  /** What each run is to burn. */
  readonly programMs: number;
  /** Programs at a time. */
  readonly places: number;
  /** From the sources to the last verdict, compilations included. */
  readonly wallMs: number;
  /** Of all runs, as measured in their jails. */
  readonly cpuMs: number;
  /** `cpuMs / places / wallMs`: 1 is all of it. */
  readonly efficiency: number;
}

const PROGRAM_MS = 20;

/** Grades submissions that burn CPU time, one program for each core at a time. */
export async function measureEfficiency(
  size: { readonly submissions: number; readonly cases: number },
  options: RunnerOptions,
  signal?: AbortSignal,
): Promise<Efficiency> {
  await using batch = await writeBatch({ ...size, program: busy(PROGRAM_MS) });
  await using runner = createRunner(options);
  let cpuMs = 0;
  const wallMs = await gradeBatch(batch, {
    runner,
    signal,
    onCase: ({ result }) => {
      cpuMs += result.usage?.cpuMs ?? 0;
    },
  });
  const places = runner.concurrency;
  return { ...size, programMs: PROGRAM_MS, places, wallMs, cpuMs, efficiency: cpuMs / places / wallMs };
}
