import { channel } from 'node:diagnostics_channel';
import type { Step } from './step.js';

/** Ends of the stages of one run, in their order. */
export const STAGE_ENDS = [
  'asked', // the queue has it
  'claimed', // a parked cell is its own
  'sent', // limits are set, the request is about to go
  'received', // by the gate
  'started', // the gate forks
  'executed', // execve(2) is over
  'ended', // the main process
  'dead', // everything else in the jail
  'reported', // the host has the report
  'settled', // and all files that were asked for
] as const;
export type StageEnd = (typeof STAGE_ENDS)[number];

export type OnStage = (end: StageEnd, atMs?: number) => void;

/** When each stage of a run was over, by CLOCK_MONOTONIC. What was never reached is missing. */
export type RunTrace = Readonly<Partial<Record<StageEnd, number>>>;

/**
 * Channels of `node:diagnostics_channel` for who wants to know where the time goes. While nobody listens a run takes
 * no times, and neither does its gate.
 */
export const TRACE_CHANNEL = 'bailiff:run';
/** Told `{ parkingMs }`: from a run's result to the next parked jail of its cell. */
export const PARKING_CHANNEL = 'bailiff:parked';

const runs = channel(TRACE_CHANNEL);
const parkings = channel(PARKING_CHANNEL);

/** The step, with its times taken if somebody listens. */
export function traceStages(step: Step): Step {
  if (!runs.hasSubscribers) return step;
  const trace: Partial<Record<StageEnd, number>> = { asked: monotonicMs() };
  const onStage: OnStage = (end, atMs = monotonicMs()) => {
    if (atMs > 0) trace[end] = atMs;
    if (end === 'settled') runs.publish(trace satisfies RunTrace);
  };
  return { ...step, onStage };
}

/** To be called when the next jail is parked; undefined when nobody listens. */
export function traceParking({ onStage }: Step): (() => void) | undefined {
  if (!onStage) return undefined;
  const settledAtMs = monotonicMs();
  return () => parkings.publish({ parkingMs: monotonicMs() - settledAtMs });
}

/** The clock of the gates, CLOCK_MONOTONIC. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
