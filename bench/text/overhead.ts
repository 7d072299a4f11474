import { formatBytes } from '../../lib/index.js';
import { STAGES } from '../measure/stages.js';
import type { ResultOf } from '../report.js';
import { columns, ratioTo, unitOf } from './columns.js';

export function latencyLines(results: readonly ResultOf<'latency'>[]): string[] {
  const head = 'latency, one at a time|n|p50 ms|p95 ms|p99 ms|rme %|p50 ×|p95 ×|p99 ×'.split('|');
  const rows = results.flatMap(({ program, pauseMs, peers }) => [
    [`${program}, pauses of ${pauseMs} ms`],
    ...Object.entries(peers).map(([name, of]) => [
      `  ${name}`,
      String(of.n),
      ...[of.p50Ms, of.p95Ms, of.p99Ms].map((ms) => ms.toFixed(2)),
      of.rmePercent.toFixed(1),
      ...(['p50Ms', 'p95Ms', 'p99Ms'] as const).map((key) => ratioTo(of[key], unitOf(peers)?.[key])),
    ]),
  ]);
  return columns([head, ...rows]);
}

export function nodeCpuLines([result]: readonly ResultOf<'node-cpu'>[]): string[] {
  const { pauseMs, peers, emptyLoopMs } = result!;
  const rows = Object.entries(peers).map(([name, { msPerRun }]) => [
    name,
    msPerRun.toFixed(3),
    ratioTo(msPerRun, unitOf(peers)?.msPerRun),
  ]);
  return columns([
    [`CPU of Node, one at a time, pauses of ${pauseMs} ms`, 'ms/run', '×'],
    ...rows,
    ['(empty loop, taken off)', emptyLoopMs.toFixed(3), ''],
  ]);
}

export function memoryLines([memory]: readonly ResultOf<'memory'>[]): string[] {
  const { cells, cellsBytes, perCellBytes, perCellByName, nodeBeforeBytes, nodeBytes, unreadable } = memory!;
  const named = Object.entries(perCellByName).map(([name, bytes]) => `${name} ${formatBytes(bytes)}`);
  const node = (bytes: number | undefined) => (bytes === undefined ? 'unknown' : formatBytes(bytes));
  return columns([
    ['memory, PSS', ''],
    [`${cells} parked cells`, formatBytes(cellsBytes)],
    [`one of them (${named.join(', ')})`, formatBytes(perCellBytes)],
    ['Node before the first cell', node(nodeBeforeBytes)],
    [`Node with ${cells} cells`, node(nodeBytes)],
    ...(unreadable > 0 ? [['processes that could not be measured', String(unreadable)]] : []),
  ]);
}

/** Medians do not add up to the median of the whole; they come close. */
export function stagesLines(results: readonly ResultOf<'stages'>[]): string[] {
  const head = ['where the time goes, p50 · p95 in µs', ...results.map(({ pauseMs }) => `at ${pauseMs} ms`)];
  const us = (ms: number) => (1_000 * ms).toFixed(0);
  const cell = ({ p50Ms, p95Ms }: { p50Ms: number; p95Ms: number }) => `${us(p50Ms)} · ${us(p95Ms)}`;
  return columns([
    head,
    ...STAGES.map(({ name, what }) => [
      `${name.padEnd(8)} ${what}`,
      ...results.map(({ stages }) => cell(stages[name])),
    ]),
    ['around   options and results, promises', ...results.map(({ around }) => cell(around))],
    ['in all', ...results.map(({ total }) => cell(total))],
    ['parking  the next jail, off the path', ...results.map(({ parking }) => cell(parking))],
  ]);
}
