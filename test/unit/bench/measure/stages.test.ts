import { expect, it } from 'vitest';
import { stagesOf } from '../../../../bench/measure/stages.js';

const trace = (start: number) => ({
  asked: start,
  claimed: start + 1,
  sent: start + 3,
  received: start + 4,
  started: start + 6,
  executed: start + 10,
  ended: start + 15,
  dead: start + 16,
  reported: start + 21,
  settled: start + 28,
});

it('stagesOf() tells how long each stage took, and what is around them', () => {
  const result = stagesOf([trace(100), trace(200)], [30, 30], [5], 10);
  const p50 = Object.fromEntries(Object.entries(result.stages).map(([name, { p50Ms }]) => [name, p50Ms]));
  expect(p50).toEqual({ queue: 1, limits: 2, release: 3, exec: 4, program: 5, report: 6, collect: 7 });
  expect(result).toMatchObject({ n: 2, pauseMs: 10, around: { p50Ms: 2 }, total: { p50Ms: 30 } });
  expect(result.parking.p95Ms).toBe(5);
});
