import { STAGES } from '../measure/stages.js';
import { type BenchReport, partsOf } from '../report.js';
import { languagesPicture } from './languages.js';
import { latencyPicture } from './latency.js';
import { loadPicture } from './load.js';
import { stackedPicture } from './stacked.js';

export interface Picture {
  /** Of the file, without `.svg`. */
  readonly name: string;
  readonly svg: string;
}

/** What can be drawn of a report. */
export function pictures(report: BenchReport): Picture[] {
  const drawn = {
    latency: latencyPicture(report),
    load: loadPicture(report),
    cpu: cpuPicture(report),
    stages: stagesPicture(report),
    languages: languagesPicture(report),
  };
  return Object.entries(drawn).flatMap(([name, svg]) => (svg === undefined ? [] : [{ name, svg }]));
}

/** Whose CPU time a run takes, where most peers take part. */
function cpuPicture(report: BenchReport): string | undefined {
  const loads = partsOf(report, 'load');
  const [widest] = loads.sort((a, b) => Object.keys(b.peers).length - Object.keys(a.peers).length);
  if (!widest) return undefined;
  const stacks = Object.entries(widest.peers).map(([name, { cpuMsPerRun: of }]) => ({
    name,
    values: [of.node, of.program, of.jail, of.kernel ?? 0],
  }));
  return stackedPicture({
    title: `CPU time of the machine for one no-op run, ${widest.workers} workers`,
    axis: 'ms',
    series: ['Node', 'program, with a wrapping command', 'nsjail, launch and gate', 'threads of the kernel'],
    stacks,
    text: (ms) => ms.toFixed(2),
  });
}

function stagesPicture(report: BenchReport): string | undefined {
  const results = partsOf(report, 'stages');
  if (results.length === 0) return undefined;
  const stacks = results.map(({ pauseMs, stages, around }) => ({
    name: `pauses of ${pauseMs} ms`,
    values: [...STAGES.map(({ name }) => 1_000 * stages[name].p50Ms), 1_000 * around.p50Ms],
  }));
  return stackedPicture({
    title: 'Where the time of a no-op run goes, medians',
    axis: 'µs',
    series: [...STAGES.map(({ name }) => name), 'around'],
    stacks,
    text: (us) => us.toFixed(0),
  });
}
