import { formatBytes } from '../lib/index.js';
import { figuresOf, isMet } from './grading/figures.js';
import type { GradingReport } from './grading.js';
import type { BenchHost } from './host-facts.js';
import type { LatencyResult } from './latency.js';
import type { MemoryResult } from './memory.js';
import type { NodeCpuResult } from './node-cpu.js';
import type { OverheadReport } from './overhead.js';
import type { SoakReport } from './soak.js';
import type { ThroughputResult } from './throughput.js';

const UNIT = 'spawn'; // what 1.00 means in every ratio
const BUSY = 0.1;

/** The report for a person, ready to print. */
export function overheadText(report: OverheadReport): string {
  const { host, latency, throughput, nodeCpu, memory, skipped, program, pin } = report;
  const sections = [
    [...hostLines(host), busyLine(host.busyBefore, report.busyAfter)],
    [`program: ${program.join(' ')}${pin ? ', jails pinned to cores' : ''}; ratios: ${UNIT} = 1`],
    Object.entries(skipped).map(([name, why]) => `skipped: ${name}: ${why}`),
    latency && latencyLines(latency),
    throughput && throughputLines(throughput),
    nodeCpu && nodeCpuLines(nodeCpu),
    memory && memoryLines(memory),
  ];
  return `${sections
    .filter((lines) => lines !== undefined && lines.length > 0)
    .map((lines) => lines!.join('\n'))
    .join('\n\n')}\n`;
}

/** The soak's report for a person. */
export function soakText({ host, runs, runsPerSecond, samples, trend }: SoakReport): string {
  const sign = trend.growthBytes < 0 ? '-' : '+';
  const rss = ([at, bytes]: SoakReport['samples'][number]) => [String(at), formatBytes(bytes)];
  const shown = samples.filter((_, i) => i === 0 || (i + 1) % Math.ceil(samples.length / 10) === 0);
  return `${[
    ...hostLines(host),
    '',
    ...columns([['after runs', 'RSS of Node'], ...shown.map(rss)]),
    '',
    `${runs} runs, ${runsPerSecond.toFixed(0)} a second; after warm-up ${sign}${formatBytes(Math.abs(trend.growthBytes))}` +
      ` on ${formatBytes(trend.meanBytes)} (${trend.bytesPerRun.toFixed(1)} bytes a run): ${trend.flat ? 'flat' : 'GROWING'}`,
  ].join('\n')}\n`;
}

/** The grading report for a person: each figure with its target. */
export function gradingText(report: GradingReport): string {
  const figures = figuresOf(report);
  const rows = figures.map((figure) => {
    const { what, value, unit, target } = figure;
    const bound = target && ('atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`);
    return [
      what,
      `${value.toFixed(2)} ${unit}`,
      bound ?? '–',
      target ? (isMet(figure) ? 'met' : 'MISSED') : '–',
    ];
  });
  const [head, ...lines] = columns([['grading', 'measured', 'target', ''], ...rows]);
  const mode = `${report.quick ? 'quick: small numbers; ' : ''}${report.pin ? 'a core for each program' : 'not pinned'}`;
  return `${[
    ...hostLines(report.host),
    busyLine(report.host.busyBefore, report.busyAfter),
    ...['', mode, '', head],
    ...lines.map((line, i) => `${line}  ${figures[i]!.detail}`),
  ].join('\n')}\n`;
}

/** Pads each column to its widest cell; the first to the left, numbers to the right. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const width = (i: number) => Math.max(...rows.map((row) => row[i]?.length ?? 0));
  const widths = (rows[0] ?? []).map((_, i) => width(i));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`.trimEnd(),
  );
}

function hostLines(host: BenchHost): string[] {
  const { cores, cpu, kernel, cgroup, node, nsjail, root, bailiff, commit } = host;
  const code = `bailiff ${bailiff}${commit ? ` (${commit})` : ''}`;
  const versions = `Node ${node} · nsjail ${nsjail?.version ?? 'none'} · cgroup ${cgroup} · ${root ? 'root' : 'rootless'}`;
  return [`${code} · ${versions}`, `Linux ${kernel} · ${cores} × ${cpu}`];
}

function busyLine(before: number, after: number): string {
  const percent = (share: number) => (100 * share).toFixed(0);
  const busy = `others used ${percent(before)} % of the cores just before, ${percent(after)} % just after`;
  return Math.max(before, after) > BUSY ? `${busy}: trust the ratios, not the times` : busy;
}

function latencyLines(results: readonly LatencyResult[]): string[] {
  const head = [
    'latency, one at a time',
    'n',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'rme %',
    'p50 ×',
    'p95 ×',
    'p99 ×',
  ];
  const rows = results.flatMap(({ pauseMs, peers }) =>
    Object.entries(peers).map(([name, of]) => [
      `${name}, pauses of ${pauseMs} ms`,
      String(of.n),
      ...[of.p50Ms, of.p95Ms, of.p99Ms].map((ms) => ms.toFixed(2)),
      of.rmePercent.toFixed(1),
      ...(['p50Ms', 'p95Ms', 'p99Ms'] as const).map((key) => ratio(of[key], peers[UNIT]?.[key])),
    ]),
  );
  return columns([head, ...rows]);
}

function throughputLines(results: readonly ThroughputResult[]): string[] {
  const head = ['throughput, all workers busy', 'slices', 'runs/s', 'runs/s ×', 'Node CPU ms/run'];
  const rows = results.flatMap(({ workers, peers }) =>
    Object.entries(peers).map(([name, of]) => [
      `${name}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
      String(of.slices),
      of.runsPerSecond.toFixed(0),
      ratio(of.runsPerSecond, peers[UNIT]?.runsPerSecond),
      of.nodeCpuMsPerRun.toFixed(3),
    ]),
  );
  return columns([head, ...rows]);
}

function nodeCpuLines({ pauseMs, peers, emptyLoopMs }: NodeCpuResult): string[] {
  const head = [`CPU of Node, one at a time, pauses of ${pauseMs} ms`, 'ms/run', '×'];
  const rows = Object.entries(peers).map(([name, ms]) => [name, ms.toFixed(3), ratio(ms, peers[UNIT])]);
  return columns([head, ...rows, ['(empty loop, taken off)', emptyLoopMs.toFixed(3), '']]);
}

function memoryLines(memory: MemoryResult): string[] {
  const named = Object.entries(memory.perCellByName).map(([name, bytes]) => `${name} ${formatBytes(bytes)}`);
  const node = (bytes: number | undefined) => (bytes === undefined ? 'unknown' : formatBytes(bytes));
  return columns([
    ['memory, PSS', ''],
    [`${memory.cells} parked cells`, formatBytes(memory.cellsBytes)],
    [`one of them (${named.join(', ')})`, formatBytes(memory.perCellBytes)],
    ['Node before the first cell', node(memory.nodeBeforeBytes)],
    [`Node with ${memory.cells} cells`, node(memory.nodeBytes)],
    ...(memory.unreadable > 0 ? [['processes that could not be measured', String(memory.unreadable)]] : []),
  ]);
}

function ratio(value: number, unit: number | undefined): string {
  return unit === undefined || unit === 0 ? '–' : (value / unit).toFixed(2);
}
