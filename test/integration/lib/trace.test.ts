import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it } from 'vitest';
import { PARKING_CHANNEL, type RunTrace, STAGE_ENDS, TRACE_CHANNEL } from '../../../lib/jail/trace.js';
import { withRunner } from '../../support/runners.js';

const traces: RunTrace[] = [];
const parkings: unknown[] = [];
const onTrace = (trace: unknown) => traces.push(trace as RunTrace);
const onParking = (parking: unknown) => parkings.push(parking);

function listen() {
  subscribe(TRACE_CHANNEL, onTrace);
  subscribe(PARKING_CHANNEL, onParking);
}

afterEach(() => {
  unsubscribe(TRACE_CHANNEL, onTrace);
  unsubscribe(PARKING_CHANNEL, onParking);
  traces.length = parkings.length = 0;
});

describe('tracing', () => {
  it('tells when each stage of a run was over, in their order, by one clock', async () => {
    listen();
    await withRunner(async (runner) => {
      const before = performance.now();
      const result = await runner.run({
        argv: ['/bin/sh', '-c', 'echo x > file; sleep 0.05'],
        collect: ['file'],
      });
      const tookMs = performance.now() - before;
      const [trace] = traces;
      expect(Object.keys(trace!).sort()).toEqual([...STAGE_ENDS].sort());
      const times = STAGE_ENDS.map((end) => trace![end]!);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)! - times[0]!).toBeLessThan(tookMs);
      expect(trace!.ended! - trace!.executed!).toBeGreaterThan(45);
      expect(trace!.ended! - trace!.started!).toBeCloseTo(result.usage.wallMs, 0);
      await runner.run({ argv: ['/bin/true'] });
      expect(traces).toHaveLength(2);
      expect(parkings[0]).toEqual({ parkingMs: expect.any(Number) });
    });
  });

  it('leaves out the stages that a program which cannot be started never reaches', async () => {
    listen();
    await withRunner(async (runner) => {
      await expect(runner.run({ argv: ['/no/such/program'] })).rejects.toThrow(/ENOENT/);
      expect(traces).toEqual([expect.objectContaining({ settled: expect.any(Number) })]);
    });
  });

  it('takes no times while nobody listens', async () => {
    await withRunner(async (runner) => {
      await runner.run({ argv: ['/bin/true'] });
      expect(traces).toEqual([]);
    });
  });
});
