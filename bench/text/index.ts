import { UNIT } from '../peers/peer.js';
import { type BenchReport, type PartKind, partsOf, type ResultOf } from '../report.js';
import { gradingLines } from './grading.js';
import { busyLine, hostLines } from './host.js';
import { languageLines } from './languages.js';
import { latencyLines, memoryLines, nodeCpuLines, stagesLines } from './overhead.js';
import { sessionLines } from './session.js';
import { soakLines } from './soak.js';
import { targetLines } from './targets.js';
import { arrivalsLines, loadLines, scalingLines } from './throughput.js';

type Lines<K extends PartKind> = (results: readonly ResultOf<K>[]) => string[];

/** In the order in which they are shown. */
const SECTIONS: { readonly [K in PartKind]: Lines<K> } = {
  latency: latencyLines,
  stages: stagesLines,
  load: loadLines,
  arrivals: arrivalsLines,
  scaling: scalingLines,
  'node-cpu': nodeCpuLines,
  memory: memoryLines,
  language: languageLines,
  grading: gradingLines,
  session: sessionLines,
  soak: soakLines,
};

/** The report for a person, ready to print. */
export function reportText(report: BenchReport): string {
  const sections = [
    [...hostLines(report.host), busyLine(report)],
    [`ratios (×): plain ${UNIT} = 1${report.pin ? '; jails are pinned to cores' : ''}`],
    Object.entries(report.skipped).map(([name, why]) => `skipped: ${name}: ${why.replaceAll(/\s+/g, ' ')}`),
    ...(Object.keys(SECTIONS) as PartKind[]).map((kind) => section(report, kind)),
    targetLines(report),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function section<K extends PartKind>(report: BenchReport, kind: K): string[] {
  const results = partsOf(report, kind);
  return results.length === 0 ? [] : (SECTIONS[kind] as Lines<K>)(results);
}
