import { expect } from 'vitest';
import type { Runner } from '../../lib/index.js';
import { groupsOfRange, openDescriptors } from '../support/leftovers.js';
import type { Attack } from './attack.js';
import { programsAlive, runCanary } from './attempt.js';
import type { HostCanaries } from './host-canaries.js';

const CANARY_SLACK_BYTES = 2 ** 20; // the kernel charges in batches
const CANARY_CPU_MS = 200; // of its usual 3
const MOST_GROUPS = 18; // three controllers each for cells that are parked, being removed, or of another profile
const SPARE_DESCRIPTORS = 60; // what two cells hold, and whatever vitest opens meanwhile

export interface Watch {
  readonly runner: Runner;
  readonly uids: { readonly start: number; readonly count: number };
  /** In the environment of every hostile program. */
  readonly mark: string;
  readonly canaries: HostCanaries;
  /** Before the first attack. */
  readonly canaryBytes: number;
  readonly descriptors: number;
}

export async function openWatch(given: Omit<Watch, 'canaryBytes' | 'descriptors'>): Promise<Watch> {
  const { usage } = await runCanary(given.runner, { limits: {} });
  return { ...given, canaryBytes: usage.memoryBytes, descriptors: await openDescriptors() };
}

/** Nothing is left, the next program finds nothing and costs what it always does, nothing of the host was reached. */
export async function checkAftermath(
  watch: Watch,
  { limits }: Attack,
  loopback: boolean | undefined,
): Promise<void> {
  const { runner, uids, mark, canaries } = watch;
  await expect.poll(() => programsAlive(mark, uids), { timeout: 5_000 }).toEqual([]);
  const canary = await runCanary(runner, { limits, loopback });
  expect(canary).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'canary\n', stderr: '' });
  expect(canary.usage).toMatchObject({ oomKills: 0, refusedProcesses: 0 });
  expect(canary.usage.memoryBytes).toBeLessThan(watch.canaryBytes + CANARY_SLACK_BYTES);
  expect(canary.usage.cpuMs).toBeLessThan(CANARY_CPU_MS);
  expect(await canaries.harm()).toEqual([]);
  expect((await groupsOfRange(uids)).length).toBeLessThanOrEqual(MOST_GROUPS);
  expect(await openDescriptors()).toBeLessThan(watch.descriptors + SPARE_DESCRIPTORS);
}
